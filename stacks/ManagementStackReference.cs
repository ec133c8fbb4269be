using K8tre.Components.Clusters;
using K8tre.Stacks.Settings;
using K8tre.Stacks.Settings.Reading;
using Pulumi.Utilities;
using KubernetesProvider = Pulumi.Kubernetes.Provider;
using KubernetesProviderArgs = Pulumi.Kubernetes.ProviderArgs;

namespace K8tre.Stacks;

/// <summary>The management cluster of another stack, as that stack's outputs describe it.</summary>
/// <param name="Kubernetes">A provider for it, with the rights of a registrar.</param>
/// <param name="ArgoCd">Who Argo CD is there to the clusters of this stack's vendor. Null: nobody, they give it tokens.</param>
internal sealed record ManagementStackReference(KubernetesProvider Kubernetes, ArgoCdIdentity? ArgoCd)
{
    /// <summary>The output that a stack with a management cluster has.</summary>
    public const string OutputName = "management";

    /// <summary>Of that output: the kubeconfig of whoever registers clusters, who Argo CD is to its cloud, and the clusters that it has.</summary>
    public const string Registrar = "registrar", Identity = "argoCd", Clusters = "clusters";

    /// <summary>Reads the outputs of the stack that the settings name, before anything is registered.</summary>
    /// <exception cref="SettingsException">It has no management cluster, or one that has these environments already.</exception>
    public static async Task<ManagementStackReference> ReadAsync(PlatformSettings settings)
    {
        var management = new StackReference(settings.Management.Stack!).GetOutput(OutputName);
        // A plan without access to the other stack knows none of its outputs. A deployment knows them all.
        IReadOnlyDictionary<string, object>? known = null;
        if (await OutputUtilities.GetIsKnownAsync(management))
        {
            known = await OutputUtilities.GetValueAsync(management) as IReadOnlyDictionary<string, object>;
            var problems = Problems(settings, known).ToArray();
            if (problems.Length > 0)
                throw new SettingsException(problems);
        }

        var provider = new KubernetesProvider($"{settings.Name}-management", new KubernetesProviderArgs
        {
            KubeConfig = Output.CreateSecret(management.Apply(outputs => (string)((IReadOnlyDictionary<string, object>)outputs!)[Registrar])),
            // The stack, so that another token does not look like another cluster.
            ClusterIdentifier = settings.Management.Stack!,
            // As in ClusterProvider: a registration changes in place.
            EnableSecretMutable = true,
            EnableConfigMapMutable = true,
        });
        return new(provider, ArgoCdOf(settings.Vendor, known, management));
    }

    // Only as what this stack's vendor knows. Where the other stack can't be read, it is taken for one of the same vendor.
    private static ArgoCdIdentity? ArgoCdOf(Vendor vendor, IReadOnlyDictionary<string, object>? known, Output<object?> management)
    {
        var identity = known?.GetValueOrDefault(Identity) as IReadOnlyDictionary<string, object>;
        return vendor switch
        {
            Vendor.Aws when known is null || identity?.ContainsKey("roleArn") == true => new ArgoCdIdentity.Aws(Of("roleArn")),
            Vendor.Azure when known is null || identity?.ContainsKey("principalId") == true =>
                new ArgoCdIdentity.Entra(Of("clientId"), Of("principalId"), Of("tenantId")),
            _ => null,
        };

        // The output is secret for the sake of its kubeconfigs; an identity is not.
        Output<string> Of(string key) => Output.Unsecret(management.Apply(outputs =>
            (string)((IReadOnlyDictionary<string, object>)((IReadOnlyDictionary<string, object>)outputs!)[Identity])[key]));
    }

    /// <summary>Who Argo CD is, as an output of its stack.</summary>
    public static IReadOnlyDictionary<string, object?>? Describe(ArgoCdIdentity? identity) => identity switch
    {
        null => null,
        ArgoCdIdentity.Aws aws => new Dictionary<string, object?> { ["roleArn"] = aws.RoleArn },
        ArgoCdIdentity.Entra entra => new Dictionary<string, object?>
        {
            ["clientId"] = entra.ClientId,
            ["principalId"] = entra.PrincipalId,
            ["tenantId"] = entra.TenantId,
        },
        var other => throw new ArgumentOutOfRangeException(nameof(identity), other, "no output is known for this identity"),
    };

    private static IEnumerable<SettingProblem> Problems(PlatformSettings settings, IReadOnlyDictionary<string, object>? management)
    {
        var path = $"{ConfigKeys.PlatformPath}.management.stack";
        if (management is null)
        {
            yield return new(path, $"is \"{settings.Management.Stack}\", which has no management cluster; deploy it with management.mode: cluster, or name another stack");
            yield break;
        }

        var taken = management.GetValueOrDefault(Clusters) is IEnumerable<object> clusters ? clusters.OfType<string>().ToArray() : [];
        foreach (var (environment, index) in settings.Environments.Select((environment, index) => (environment, index)))
        {
            if (taken.Contains(environment.KeyIn(settings)))
            {
                yield return new(
                    $"{ConfigKeys.PlatformPath}.environments[{index}].environment",
                    $"is {environment.Environment.Label()}, which {settings.Management.Stack} has itself; Argo CD tells clusters apart by vendor and environment");
            }
        }
    }
}

using K8tre.Components.Clusters;
using K8tre.Components.GitOps.ArgoCd;
using K8tre.Components.GitOps.Registration;
using K8tre.Stacks.Settings.Reading;
using Pulumi.Utilities;
using KubernetesProvider = Pulumi.Kubernetes.Provider;
using KubernetesProviderArgs = Pulumi.Kubernetes.ProviderArgs;

namespace K8tre.Stacks;

/// <summary>Management cluster of another stack, as that stack's outputs describe it.</summary>
public sealed class ManagementStackReference
{
    /// <summary>Name of the output of a stack that has a management cluster.</summary>
    internal const string OutputName = "management";

    // Members of that output: the kubeconfigs by stack, the clusters that each stack may register, the identity of Argo CD, and the
    // clusters of the stack.
    private const string Registrars = "registrars", Registrable = "registrable", Identity = "argoCd", Clusters = "clusters";

    private readonly string _stack;
    private readonly Output<object?> _management;

    private ManagementStackReference(StackSettings settings, Output<object?> management, IReadOnlyDictionary<string, object>? known)
    {
        (_stack, _management) = (settings.Platform.Management.Stack!, management);
        ArgoCdIdentity = IdentityFor(settings.Platform.Vendor, known);
    }

    /// <summary>Identity of that stack's Argo CD with the vendor of this stack. Null: clusters give it tokens.</summary>
    internal ArgoCdIdentity? ArgoCdIdentity { get; }

    /// <summary>Reads the outputs of the stack that <c>management.stack</c> names, before any resource is registered.</summary>
    /// <exception cref="SettingsException">It has no management cluster, or already has a cluster of one of these environments.</exception>
    internal static async Task<ManagementStackReference> ReadAsync(StackSettings settings)
    {
        var management = new StackReference(settings.Platform.Management.Stack!).GetOutput(OutputName);
        // A plan without access to the other stack knows none of its outputs. A deployment knows all of them.
        IReadOnlyDictionary<string, object>? known = null;
        if (await OutputUtilities.GetIsKnownAsync(management))
        {
            known = await OutputUtilities.GetValueAsync(management) as IReadOnlyDictionary<string, object>;
            var problems = Problems(settings, known).ToArray();
            if (problems.Length > 0)
                throw new SettingsException(problems);
        }
        return new(settings, management, known);
    }

    /// <summary>Returns the output of a stack that has a management cluster.</summary>
    internal static IReadOnlyDictionary<string, object?> Describe(
        StackSettings settings, ManagementCluster management, IReadOnlyDictionary<string, RegistrarAccess> registrars) =>
        new Dictionary<string, object?>(management.Cluster.Outputs)
        {
            ["clusterName"] = management.Spec.Name,
            ["argoCdNamespace"] = ArgoCd.NamespaceName,
            ["kubeConfig"] = management.Cluster.Cluster.KubeConfig,
            [Registrars] = registrars.ToDictionary(registrar => registrar.Key, registrar => (object?)registrar.Value.KubeConfig),
            [Registrable] = settings.Platform.Management.Stacks.ToDictionary(
                other => other.Stack,
                other => (object?)other.Environments.Select(environment => $"{new ClusterKey(other.Vendor, environment)}").ToArray()),
            [Identity] = Describe(management.Cluster.ArgoCdIdentity),
            [Clusters] = settings.Targets.Select(spec => KeyOf(settings, spec)).ToArray(),
        };

    /// <summary>Creates the provider of that cluster, with the rights of a registrar, and returns its Argo CD.</summary>
    /// <param name="name">Name of the provider.</param>
    /// <param name="parent">Parent of the provider.</param>
    internal ArgoCdServer Connect(string name, Resource parent)
    {
        var provider = new KubernetesProvider(name, new KubernetesProviderArgs
        {
            KubeConfig = Output.CreateSecret(_management.Apply(
                outputs => (string)Map(Map(outputs)[Registrars])[Here])),
            // The stack's name, so that a new token does not look like another cluster.
            ClusterIdentifier = _stack,
            // As in ClusterProvider: a registration changes in place.
            EnableSecretMutable = true,
            EnableConfigMapMutable = true,
        }, new() { Parent = parent });
        return new(provider, ArgoCd.NamespaceName) { DependantStack = Here };
    }

    private static string Here
    {
        get
        {
            var here = Deployment.Instance;
            return $"{here.OrganizationName}/{here.ProjectName}/{here.StackName}";
        }
    }

    // Only an identity of this stack's vendor counts. A stack that cannot be read is taken for one of the same vendor.
    private ArgoCdIdentity? IdentityFor(Vendor vendor, IReadOnlyDictionary<string, object>? known)
    {
        var identity = known?.GetValueOrDefault(Identity) as IReadOnlyDictionary<string, object>;
        return vendor switch
        {
            Vendor.Aws when known is null || identity?.ContainsKey("roleArn") == true => new ArgoCdIdentity.Aws(Member("roleArn")),
            Vendor.Azure when known is null || identity?.ContainsKey("principalId") == true =>
                new ArgoCdIdentity.Entra(Member("clientId"), Member("principalId"), Member("tenantId")),
            _ => null,
        };

        // The whole output is secret because of its kubeconfigs. An identity is not.
        Output<string> Member(string key) => Output.Unsecret(_management.Apply(outputs => (string)Map(Map(outputs)[Identity])[key]));
    }

    private static IReadOnlyDictionary<string, object> Map(object? value) => (IReadOnlyDictionary<string, object>)value!;

    private static Dictionary<string, object?>? Describe(ArgoCdIdentity? identity) => identity switch
    {
        null => null,
        ArgoCdIdentity.Aws aws => new() { ["roleArn"] = aws.RoleArn },
        ArgoCdIdentity.Entra entra => new()
        {
            ["clientId"] = entra.ClientId,
            ["principalId"] = entra.PrincipalId,
            ["tenantId"] = entra.TenantId,
        },
        var other => throw new ArgumentOutOfRangeException(nameof(identity), other, "the identity is unknown"),
    };

    private static IEnumerable<SettingProblem> Problems(StackSettings settings, IReadOnlyDictionary<string, object>? management)
    {
        var stack = settings.Platform.Management.Stack;
        if (management is null)
        {
            yield return new(
                $"{ConfigKeys.PlatformPath}.management.stack",
                $"is \"{stack}\", which has no management cluster; deploy it with management.mode: cluster, or name another stack");
            yield break;
        }

        var taken = Texts(management, Clusters);
        var registrable = Texts(management.GetValueOrDefault(Registrable) as IReadOnlyDictionary<string, object>, Here);
        foreach (var (spec, index) in settings.Targets.Select((spec, index) => (spec, index)))
        {
            var key = KeyOf(settings, spec);
            if (taken.Contains(key))
            {
                yield return new(
                    $"{ConfigKeys.PlatformPath}.environments[{index}].environment",
                    $"is {spec.Environment.Label()}, which {stack} already has; Argo CD identifies clusters by vendor and environment");
            }
            else if (!registrable.Contains(key))
            {
                yield return new(
                    $"{ConfigKeys.PlatformPath}.environments[{index}].environment",
                    $"is {spec.Environment.Label()}, and {stack} does not let {Here} register {key}; add it to "
                    + "management.stacks there, and deploy that stack first");
            }
        }
    }

    private static string[] Texts(IReadOnlyDictionary<string, object>? outputs, string key) =>
        outputs?.GetValueOrDefault(key) is IEnumerable<object> texts ? [.. texts.OfType<string>()] : [];

    private static string KeyOf(StackSettings settings, ClusterSpec spec) =>
        $"{new ClusterKey(settings.Platform.Vendor, spec.Environment)}";
}

using K8tre.Stacks.Settings;
using Pulumi.Utilities;
using KubernetesProvider = Pulumi.Kubernetes.Provider;
using KubernetesProviderArgs = Pulumi.Kubernetes.ProviderArgs;

namespace K8tre.Stacks;

/// <summary>The management cluster of another stack, as that stack's outputs describe it.</summary>
internal static class ManagementStack
{
    /// <summary>The output that a stack with a management cluster has.</summary>
    public const string OutputName = "management";

    /// <summary>Reads the outputs of the stack that the settings name, before anything is registered.</summary>
    /// <returns>A provider for its management cluster, with the rights of a registrar.</returns>
    /// <exception cref="SettingsException">It has no management cluster, or one that has these environments already.</exception>
    public static async Task<KubernetesProvider> ReadAsync(PlatformSettings settings)
    {
        var management = new StackReference(settings.Management.Stack!).GetOutput(OutputName);
        // A plan without access to the other stack knows none of its outputs. A deployment knows them all.
        if (await OutputUtilities.GetIsKnownAsync(management))
        {
            var problems = Problems(settings, await OutputUtilities.GetValueAsync(management) as IReadOnlyDictionary<string, object>).ToArray();
            if (problems.Length > 0)
                throw new SettingsException(problems);
        }

        return new($"{settings.Name}-management", new KubernetesProviderArgs
        {
            KubeConfig = Output.CreateSecret(management.Apply(outputs => (string)((IReadOnlyDictionary<string, object>)outputs!)["registrar"])),
            // The stack, so that another token does not look like another cluster.
            ClusterIdentifier = settings.Management.Stack!,
            // As in ClusterProvider: a registration changes in place.
            EnableSecretMutable = true,
            EnableConfigMapMutable = true,
        });
    }

    private static IEnumerable<SettingProblem> Problems(PlatformSettings settings, IReadOnlyDictionary<string, object>? management)
    {
        var path = $"{Keys.PlatformPath}.management.stack";
        if (management is null)
        {
            yield return new(path, $"is \"{settings.Management.Stack}\", which has no management cluster; deploy it with management.mode: cluster, or name another stack");
            yield break;
        }

        var taken = management.GetValueOrDefault("clusters") is IEnumerable<object> clusters ? clusters.OfType<string>().ToArray() : [];
        foreach (var (environment, index) in settings.Environments.Select((environment, index) => (environment, index)))
        {
            if (taken.Contains(environment.KeyIn(settings)))
            {
                yield return new(
                    $"{Keys.PlatformPath}.environments[{index}].environment",
                    $"is {environment.Environment.ToString().ToLowerInvariant()}, which {settings.Management.Stack} has itself; Argo CD tells clusters apart by vendor and environment");
            }
        }
    }
}

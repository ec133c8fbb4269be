using K8tre.Components.Clusters;
using K8tre.Stacks.Settings.Aws;
using K8tre.Stacks.Settings.Azure;
using K8tre.Stacks.Settings.K3s;
using K8tre.Stacks.Settings.Reading;

namespace K8tre.Stacks.Settings;

/// <summary>Cluster in a draft of the settings.</summary>
/// <param name="Path">Path of its environment, or of the management settings.</param>
/// <param name="Subject">Subject of its waivers. Null: the environment could not be read.</param>
/// <param name="Name">Name of the cluster. Null: a part of it could not be read.</param>
internal sealed record DraftCluster(string Path, string? Subject, string? Name)
{
    /// <summary>Environment of the cluster. Null: it is the management cluster.</summary>
    public EnvironmentSettings? Environment { get; init; }

    /// <summary>Settings of a K3s cluster.</summary>
    public K3sSettings? K3s { get; init; }

    /// <summary>Settings of an AKS cluster.</summary>
    public AksSettings? Aks { get; init; }

    /// <summary>Settings of an EKS cluster.</summary>
    public EksSettings? Eks { get; init; }

    /// <summary>Returns all clusters of a draft, the management cluster first.</summary>
    public static IEnumerable<DraftCluster> In(PlatformSettings draft)
    {
        var management = draft.Management;
        yield return new(ConfigKeys.ManagementPath, "management", draft.Name is null ? null : ClusterSpec.ManagementName(draft.Name))
        {
            K3s = management.K3s,
            Aks = management.Aks,
            Eks = management.Eks,
        };
        foreach (var (environment, path) in SettingList.For(draft.Environments, ConfigKeys.EnvironmentsPath))
        {
            var isKnown = environment.Environment != default;
            yield return new(
                path,
                isKnown ? environment.Environment.Label() : null,
                isKnown && draft.Name is not null ? ClusterSpec.TargetName(draft.Name, environment.Environment) : null)
            {
                Environment = environment,
                K3s = environment.K3s,
                Aks = environment.Aks,
                Eks = environment.Eks,
            };
        }
    }
}

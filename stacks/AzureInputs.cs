using K8tre.Components.Azure;
using K8tre.Components.Clusters;
using K8tre.Stacks.Settings;

namespace K8tre.Stacks;

/// <summary>What the components of Azure get of the settings.</summary>
internal static class AzureInputs
{
    /// <summary>Every cluster of the platform: its name, its environment (null: the management cluster), and its settings.</summary>
    public static IReadOnlyList<(string Name, TreEnvironment? Environment, AksSettings Aks)> Clusters(PlatformSettings settings) =>
    [
        .. settings.Management is { Mode: ManagementMode.Cluster, Azure: { } management }
            ? new (string, TreEnvironment?, AksSettings)[] { (ManagementSettings.ClusterNameIn(settings), null, management) }
            : [],
        .. settings.Environments.Select(environment => (environment.ClusterNameIn(settings), (TreEnvironment?)environment.Environment, environment.Azure!)),
    ];

    /// <summary>Nodes of one kind.</summary>
    public static AksNodePool Pool(NodePoolSettings pool) => new()
    {
        Name = pool.Name,
        VmSize = pool.VmSize,
        MinNodes = pool.MinNodes,
        MaxNodes = pool.MaxNodes,
        Labels = pool.Labels.Select(label => label.Split('=', 2)).ToDictionary(label => label[0], label => label[1]),
        Taints = pool.Taints,
        IsSpot = pool.Spot,
    };

    /// <summary>What leaves the clusters: what K8TRE and AKS need, the platform's own repository and identity provider, and what the settings add.</summary>
    public static IReadOnlyList<EgressRule> Leaving(PlatformSettings settings) =>
        [.. AzureEgress.Cluster, .. SiteEgress.Of(settings), .. settings.Azure!.Egress.Select(SiteEgress.Rule)];
}

using K8tre.Components.Clusters;
using K8tre.Stacks.Settings;
using K8tre.Stacks.Settings.Reading;

namespace K8tre.Stacks;

/// <summary>Settings of a stack: as the operator wrote them, and normalised into the clusters to create.</summary>
public sealed record StackSettings
{
    /// <summary>Settings as the operator wrote them, checked.</summary>
    public required PlatformSettings Platform { get; init; }

    /// <summary>The management cluster. Null: Argo CD runs in the only cluster, in another stack, or nowhere.</summary>
    public required ClusterSpec? Management { get; init; }

    /// <summary>The clusters of the environments, in the order of the settings.</summary>
    public required IReadOnlyList<ClusterSpec> Targets { get; init; }

    /// <summary>Secrets from the stack's configuration.</summary>
    internal PlatformSecrets Secrets => Platform.Secrets;

    /// <summary>All clusters, the management cluster first.</summary>
    internal IEnumerable<ClusterSpec> Clusters => Management is null ? Targets : Targets.Prepend(Management);

    /// <summary>Reads, checks and normalises the stack's configuration.</summary>
    /// <exception cref="SettingsException">A setting is missing, unknown or wrong. The message lists all problems.</exception>
    public static StackSettings Load(Config config) => From(PlatformSettings.Read(config));

    /// <summary>Normalises checked settings.</summary>
    internal static StackSettings From(PlatformSettings platform)
    {
        ArgumentNullException.ThrowIfNull(platform);
        return new()
        {
            Platform = platform,
            Management = platform.Management.Mode == ManagementMode.Cluster ? ManagementOf(platform) : null,
            Targets = [.. platform.Environments.Select(environment => TargetOf(platform, environment))],
        };
    }

    private static ClusterSpec ManagementOf(PlatformSettings platform) => new()
    {
        Name = ManagementSettings.ClusterNameIn(platform),
        Role = ClusterRole.Management,
        // A cluster that serves only other stacks is run as production is: their environments are unknown.
        Environment = platform.Environments.Select(environment => environment.Environment).DefaultIfEmpty(TreEnvironment.Prd).Max(),
        Region = platform.Management.RegionIn(platform),
        Aks = platform.Management.Azure,
        Eks = platform.Management.Aws,
        K3s = platform.Management.K3s,
    };

    private static ClusterSpec TargetOf(PlatformSettings platform, EnvironmentSettings environment) => new()
    {
        Name = environment.ClusterNameIn(platform),
        Role = platform.Management.Mode == ManagementMode.InCluster ? ClusterRole.SelfManaged : ClusterRole.Target,
        Environment = environment.Environment,
        Region = environment.Region,
        SecretStore = environment.SecretStoreIn(platform),
        Target = environment,
        Aks = environment.Azure,
        Eks = environment.Aws,
        K3s = environment.K3s,
    };
}

using K8tre.Components.Clusters;
using K8tre.Stacks.Settings;
using K8tre.Stacks.Settings.Aws;
using K8tre.Stacks.Settings.Azure;
using K8tre.Stacks.Settings.K3s;

namespace K8tre.Stacks;

/// <summary>One cluster of a platform, as the composition takes it: normalised settings.</summary>
public sealed record ClusterSpec
{
    /// <summary>Name of the cluster: <c>{platform}-{environment}</c> or <c>{platform}-management</c>.</summary>
    public required string Name { get; init; }

    /// <summary>Role of the cluster in the platform.</summary>
    public required ClusterRole Role { get; init; }

    /// <summary>Environment that the cluster serves. For a management cluster: the highest environment of the platform.</summary>
    public required TreEnvironment Environment { get; init; }

    /// <summary>Region of the cloud, or the operator's name for the location.</summary>
    public required string Region { get; init; }

    /// <summary>Indicates that the cluster cannot be deleted or replaced before its protection is removed.</summary>
    public bool IsProtected { get; init; } = true;

    /// <summary>Store of the source secrets. A management cluster has none.</summary>
    public SecretStoreKind SecretStore { get; init; }

    /// <summary>Settings of the environment. Null: a management cluster.</summary>
    public EnvironmentSettings? Target { get; init; }

    /// <summary>Settings of an AKS cluster, for vendor <c>azure</c>. Those of an environment alone are in <see cref="Target"/>.</summary>
    public AksSettings? Aks { get; init; }

    /// <summary>Settings of an EKS cluster, for vendor <c>aws</c>. Those of an environment alone are in <see cref="Target"/>.</summary>
    public EksSettings? Eks { get; init; }

    /// <summary>Settings of a K3s cluster, for vendor <c>k3s</c>. Those of an environment alone are in <see cref="Target"/>.</summary>
    public K3sSettings? K3s { get; init; }

    /// <summary>Indicates that Argo CD runs in this cluster.</summary>
    public bool HostsArgoCd => Role is ClusterRole.Management or ClusterRole.SelfManaged;

    /// <summary>Returns the name of the cluster of an environment.</summary>
    internal static string TargetName(string platform, TreEnvironment environment) => $"{platform}-{environment.Label()}";

    /// <summary>Returns the name of a platform's management cluster.</summary>
    internal static string ManagementName(string platform) => $"{platform}-management";
}

/// <summary>Role of a cluster in a platform.</summary>
public enum ClusterRole
{
    /// <summary>Argo CD runs in it and installs K8TRE in other clusters.</summary>
    Management = 1,

    /// <summary>An Argo CD elsewhere installs K8TRE in it.</summary>
    Target,

    /// <summary>Argo CD runs in it and installs K8TRE in the same cluster.</summary>
    SelfManaged,
}

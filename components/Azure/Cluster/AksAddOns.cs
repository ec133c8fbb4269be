using K8tre.Components.Clusters;

namespace K8tre.Components.Azure.Cluster;

/// <summary>Add-ons of AKS in a cluster.</summary>
public sealed record AksAddOns
{
    /// <summary>Indicates that Azure Policy checks the cluster against the policies of the subscription. Default: true.</summary>
    public bool HasPolicy { get; init; } = true;

    /// <summary>Indicates that container logs go to the log workspace. Default: true.</summary>
    public bool HasContainerLogs { get; init; } = true;

    /// <summary>
    /// Indicates that Defender for Containers monitors the nodes at run time. It is charged by the core once the subscription has the plan. Default: from the
    /// environment's <see cref="AksProfile"/>.
    /// </summary>
    public bool? HasDefender { get; init; }

    /// <summary>
    /// Indicates that pods can mount secrets of a key vault as files, with automatic rotation. Default: false; K8TRE reads key vaults with External Secrets.
    /// </summary>
    public bool HasKeyVaultDriver { get; init; }

    internal bool HasDefenderIn(TreEnvironment environment) => HasDefender ?? AksProfile.For(environment).HasDefender;
}

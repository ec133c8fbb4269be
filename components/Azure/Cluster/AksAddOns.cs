using K8tre.Components.Clusters;

namespace K8tre.Components.Azure.Cluster;

/// <summary>What Azure runs in a cluster besides Kubernetes.</summary>
public sealed record AksAddOns
{
    /// <summary>Whether Azure Policy looks into the cluster: it reports what breaks the policies that the subscription is assigned. Default: true.</summary>
    public bool HasPolicy { get; init; } = true;

    /// <summary>Whether what containers write goes to the log workspace. Default: true.</summary>
    public bool HasContainerLogs { get; init; } = true;

    /// <summary>
    /// Whether Defender for Containers watches the nodes while they run, which costs by the core once the subscription has that plan. Default: as the
    /// environment's <see cref="AksProfile"/> says.
    /// </summary>
    public bool? HasDefender { get; init; }

    /// <summary>
    /// Whether pods can mount secrets of a vault as files, which follow their rotation. Default: false. K8TRE reads vaults by External Secrets.
    /// </summary>
    public bool HasKeyVaultDriver { get; init; }

    internal bool HasDefenderIn(TreEnvironment environment) => HasDefender ?? AksProfile.For(environment).HasDefender;
}

using K8tre.Components.Clusters;

namespace K8tre.Components.Azure.Cluster;

/// <summary>Settings of a cluster that depend on its environment.</summary>
/// <param name="HasUptimeSla">True if the cluster has the Standard tier with an uptime SLA, which costs more.</param>
/// <param name="IsZoneRedundant">True if shares are replicated across availability zones.</param>
/// <param name="HasDefender">True if Defender for Containers monitors the cluster, which costs more.</param>
public sealed record AksProfile(bool HasUptimeSla, bool IsZoneRedundant, bool HasDefender)
{
    /// <summary>Returns the profile of an environment.</summary>
    public static AksProfile For(TreEnvironment environment) => environment switch
    {
        TreEnvironment.Dev => new(HasUptimeSla: false, IsZoneRedundant: false, HasDefender: false),
        _ => new(HasUptimeSla: true, IsZoneRedundant: true, HasDefender: true),
    };
}

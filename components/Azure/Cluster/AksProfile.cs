using K8tre.Components.Clusters;

namespace K8tre.Components.Azure.Cluster;

/// <summary>What depends on the environment that a cluster serves.</summary>
/// <param name="HasUptimeSla">Whether Azure answers for the API's availability, which costs.</param>
/// <param name="IsZoneRedundant">Whether shares survive the loss of a zone.</param>
/// <param name="HasDefender">Whether Defender for Containers watches it, which costs.</param>
/// <param name="IsProtected">Whether it has to be unprotected before it can be deleted.</param>
public sealed record AksProfile(bool HasUptimeSla, bool IsZoneRedundant, bool HasDefender, bool IsProtected)
{
    /// <summary>The profile of an environment.</summary>
    public static AksProfile For(TreEnvironment environment) => environment switch
    {
        TreEnvironment.Dev => new(HasUptimeSla: false, IsZoneRedundant: false, HasDefender: false, IsProtected: false),
        _ => new(HasUptimeSla: true, IsZoneRedundant: true, HasDefender: true, IsProtected: true),
    };
}

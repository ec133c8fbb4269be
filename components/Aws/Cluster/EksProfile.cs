using K8tre.Components.Clusters;

namespace K8tre.Components.Aws.Cluster;

/// <summary>What depends on the environment that a cluster serves.</summary>
/// <param name="IsProtected">Whether neither AWS nor Pulumi deletes it before somebody says so twice.</param>
/// <param name="HasNatPerZone">Whether each zone keeps its way out when another one fails.</param>
public sealed record EksProfile(bool IsProtected, bool HasNatPerZone)
{
    /// <summary>The profile of an environment.</summary>
    public static EksProfile For(TreEnvironment environment) => environment switch
    {
        TreEnvironment.Dev => new(IsProtected: false, HasNatPerZone: false),
        _ => new(IsProtected: true, HasNatPerZone: true),
    };
}

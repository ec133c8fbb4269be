using K8tre.Components.Clusters;

namespace K8tre.Components.Aws.Cluster;

/// <summary>Settings that depend on the environment that a cluster serves.</summary>
/// <param name="HasNatPerZone">Indicates that each zone has its own NAT gateway, so that it keeps its egress if another zone fails.</param>
public sealed record EksProfile(bool HasNatPerZone)
{
    /// <summary>Returns the profile of an environment.</summary>
    public static EksProfile For(TreEnvironment environment) => new(HasNatPerZone: environment != TreEnvironment.Dev);
}

using K8tre.Components.Clusters;

namespace K8tre.Components.Aws;

/// <summary>What depends on the stage that a cluster serves.</summary>
/// <param name="IsProtected">Whether neither EKS nor Pulumi deletes it before somebody says so twice.</param>
public sealed record EksProfile(bool IsProtected)
{
    /// <summary>The profile of a stage.</summary>
    public static EksProfile Of(TreEnvironment environment) => environment switch
    {
        TreEnvironment.Dev => new(IsProtected: false),
        _ => new(IsProtected: true),
    };
}

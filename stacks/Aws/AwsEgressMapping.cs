using K8tre.Components.Aws.Ingress;
using K8tre.Components.Aws.Network;
using K8tre.Components.Aws.Scope;
using K8tre.Components.Aws.Storage;
using K8tre.Components.Egress;

namespace K8tre.Stacks.Aws;

/// <summary>
/// Mapping of the settings to the destinations that the VPC of a cluster allows: names of the internet, and buckets of the account.
/// </summary>
internal static class AwsEgressMapping
{
    /// <summary>
    /// Returns the destinations of K8TRE and EKS, those of the platform's repository and identity provider, and those of the settings.
    /// </summary>
    /// <param name="settings">The platform's settings.</param>
    /// <param name="scope">Account and region.</param>
    /// <param name="spec">The cluster.</param>
    public static IReadOnlyList<EgressRule> Rules(StackSettings settings, AwsScope scope, ClusterSpec spec)
    {
        var toPublicClusters = spec.Role == ClusterRole.Management && settings.Targets.Any(target => target.Eks!.PublicRanges.Count > 0);
        return
        [
            .. MirrorEgress.For(settings, AwsEgress.Cluster(scope), AwsMapping.Mirrors(settings.Platform), spec.HostsArgoCd),
            .. spec.Target?.Eks is { PublicGateway: true } ? new[] { AwsEgress.PublicLoadBalancer(scope) } : [],
            .. HasRunner(settings, spec) ? AwsEgress.Pipelines(scope) : [],
            .. HasRunner(settings, spec) && settings.Targets.Any(target => target.Target!.Eks!.PublicZone is not null)
                ? AwsEgress.PublicZones(scope)
                : [],
            .. OperatorEgress.For(settings.Platform),
            .. settings.Platform.Aws!.Egress.Select(OperatorEgress.Rule),
            .. EdgeMapping.Rules(spec),
            .. toPublicClusters ? new[] { AwsEgress.PublicClusters(scope) } : [],
        ];
    }

    /// <summary>
    /// Returns the names of the platform's buckets that machines in the VPC of a cluster may use, without the suffix that Pulumi adds: its
    /// own data, or, if pipeline jobs run there, all buckets of the deployment.
    /// </summary>
    /// <param name="settings">The platform's settings.</param>
    /// <param name="spec">The cluster.</param>
    public static IReadOnlyList<string> OwnBuckets(StackSettings settings, ClusterSpec spec) => HasRunner(settings, spec)
        ? [.. settings.Targets.SelectMany(BucketsOf), .. StateBuckets(settings)]
        : spec.Target?.Eks is { DataBucket: true } ? [DataBuckets(spec.Name).Data] : [];

    /// <summary>Returns the names of other buckets that machines in the VPC of a cluster may use: that of another stack's state.</summary>
    /// <param name="settings">The platform's settings.</param>
    /// <param name="spec">The cluster.</param>
    public static IReadOnlyList<string> OtherBuckets(StackSettings settings, ClusterSpec spec) =>
        HasRunner(settings, spec) && settings.Platform.Aws!.Pipelines?.State is { Bucket: var bucket } ? [bucket] : [];

    /// <summary>Returns true if pipeline jobs run in a cluster's VPC.</summary>
    public static bool HasRunner(StackSettings settings, ClusterSpec spec) =>
        spec.Role == ClusterRole.Management && settings.Platform.Aws!.Pipelines is { Runner: not null };

    /// <summary>
    /// Returns the names of the data bucket of an environment and of the bucket with its access log, without the suffix that Pulumi adds.
    /// </summary>
    public static (string Data, string Log) DataBuckets(string cluster) => ($"{cluster}-data", $"{cluster}-data-logs");

    private static IEnumerable<string> BucketsOf(ClusterSpec spec)
    {
        if (spec.Target!.Eks!.PublicGateway)
            yield return PublicIngress.AccessLogBucket(spec.Name);
        if (spec.Target.Eks.DataBucket)
        {
            yield return DataBuckets(spec.Name).Data;
            yield return DataBuckets(spec.Name).Log;
        }
    }

    private static IReadOnlyList<string> StateBuckets(StackSettings settings) =>
        settings.Platform.Aws!.StateBucket ? StateBucket.BucketNames(AwsLandingZone.StateName(settings.Platform.Name)) : [];
}

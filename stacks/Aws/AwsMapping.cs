using System.Net;
using K8tre.Components.Aws.Cluster;
using K8tre.Components.Aws.Network;
using K8tre.Components.Aws.Scope;
using K8tre.Components.Aws.Storage;
using K8tre.Components.Egress;
using K8tre.Stacks.Settings;
using K8tre.Stacks.Settings.Aws;

namespace K8tre.Stacks.Aws;

/// <summary>What the components of AWS get of the settings.</summary>
internal static class AwsMapping
{
    /// <summary>Where everything goes.</summary>
    public static AwsScope Scope(PlatformSettings settings) => settings.Management.RegionIn(settings) is var region
        ? new() { Region = region, AccountId = settings.Aws!.AccountId, Partition = Partition(region) }
        : throw new ArgumentException("the platform has no region", nameof(settings));

    /// <summary>Nodes of one kind.</summary>
    public static EksNodePool Pool(EksPoolSettings pool) => new()
    {
        Name = pool.Name,
        InstanceTypes = pool.InstanceTypes,
        MinNodesPerZone = pool.MinNodesPerZone,
        MaxNodesPerZone = pool.MaxNodesPerZone,
        DiskSizeGiB = pool.DiskSizeGiB,
        Image = pool.Image,
        Labels = pool.Labels.Select(label => label.Split('=', 2)).ToDictionary(label => label[0], label => label[1]),
        Taints = pool.Taints,
        IsSpot = pool.Spot,
    };

    /// <summary>What leaves a cluster: what K8TRE and EKS need, the platform's own repository and identity provider, and what the settings add.</summary>
    public static IReadOnlyList<EgressRule> Leaving(PlatformSettings settings, AwsScope scope, EksSettings eks, bool hasRunner) =>
    [
        .. AwsEgress.Cluster(scope),
        .. eks.PublicGateway ? new[] { AwsEgress.PublicLoadBalancer(scope) } : [],
        .. hasRunner ? AwsEgress.Pipelines(scope) : [],
        .. OperatorEgress.For(settings),
        .. settings.Aws!.Egress.Select(OperatorEgress.Rule),
    ];

    /// <summary>Name of the bucket for data of an environment's workspaces, and of the log of who read and wrote it.</summary>
    public static (string Data, string Log) DataBuckets(AwsScope scope, string cluster) => (scope.UniqueName($"{cluster}-data"), scope.UniqueName($"{cluster}-data-logs"));

    /// <summary>Names of the buckets that are used from a cluster's network: its own data, and where a deployment runs in it, all that it looks at.</summary>
    public static IReadOnlyList<string> Buckets(PlatformSettings settings, AwsScope scope, string cluster, EksSettings eks, bool hasRunner) => hasRunner
        ? [.. settings.Environments.SelectMany(environment => OwnBuckets(scope, environment.Aws!, environment.ClusterNameIn(settings))), .. State(settings, scope)]
        : eks.DataBucket ? [DataBuckets(scope, cluster).Data] : [];

    /// <summary>What leaves the management cluster besides: to clusters with a public address, whose names lead elsewhere to that alone.</summary>
    public static IReadOnlyList<EgressRule> ToClusters(PlatformSettings settings, AwsScope scope) =>
        settings.Environments.Any(environment => environment.Aws!.PublicRanges.Count > 0) ? [AwsEgress.PublicClusters(scope)] : [];

    /// <summary>Ranges from which the API servers are reached, besides those of the platform itself.</summary>
    public static IReadOnlyList<IPNetwork> Operators(PlatformSettings settings) => settings.Aws!.Transit?.Ranges ?? [];

    private static IEnumerable<string> OwnBuckets(AwsScope scope, EksSettings eks, string cluster)
    {
        if (eks.PublicGateway)
            yield return AwsPublicIngress.AccessLogs(scope, cluster);
        if (eks.DataBucket)
        {
            yield return DataBuckets(scope, cluster).Data;
            yield return DataBuckets(scope, cluster).Log;
        }
    }

    private static IEnumerable<string> State(PlatformSettings settings, AwsScope scope) =>
        settings.Aws!.Pipelines?.State is { Bucket: var bucket } ? [bucket]
        : settings.Aws.StateBucket ? StateBucket.Names(scope, settings.Name)
        : [];

    // https://docs.aws.amazon.com/IAM/latest/UserGuide/reference-arns.html
    private static string Partition(string region) =>
        region.StartsWith("cn-", StringComparison.Ordinal) ? "aws-cn" : region.StartsWith("us-gov-", StringComparison.Ordinal) ? "aws-us-gov" : "aws";
}

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
internal static class AwsInputs
{
    /// <summary>Where everything goes.</summary>
    public static AwsSite Site(PlatformSettings settings) => settings.Management.RegionIn(settings) is var region
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
    public static IReadOnlyList<EgressRule> Leaving(PlatformSettings settings, AwsSite site, EksSettings eks, bool hasRunner) =>
    [
        .. AwsEgress.Cluster(site),
        .. eks.PublicGateway ? new[] { AwsEgress.PublicGateway(site) } : [],
        .. hasRunner ? AwsEgress.Pipelines(site) : [],
        .. SiteEgress.Of(settings),
        .. settings.Aws!.Egress.Select(SiteEgress.Rule),
    ];

    /// <summary>Name of the bucket for data of an environment's workspaces, and of the log of who read and wrote it.</summary>
    public static (string Data, string Log) DataBuckets(AwsSite site, string cluster) => (site.UniqueName($"{cluster}-data"), site.UniqueName($"{cluster}-data-logs"));

    /// <summary>Names of the buckets that are used from a cluster's network: its own data, and where a deployment runs in it, all that it looks at.</summary>
    public static IReadOnlyList<string> Buckets(PlatformSettings settings, AwsSite site, string cluster, EksSettings eks, bool hasRunner) => hasRunner
        ? [.. settings.Environments.SelectMany(environment => Made(site, environment.Aws!, environment.ClusterNameIn(settings))), .. State(settings, site)]
        : eks.DataBucket ? [DataBuckets(site, cluster).Data] : [];

    /// <summary>What leaves the management cluster besides: to clusters with a public address, whose names lead elsewhere to that alone.</summary>
    public static IReadOnlyList<EgressRule> ToClusters(PlatformSettings settings, AwsSite site) =>
        settings.Environments.Any(environment => environment.Aws!.PublicRanges.Count > 0) ? [AwsEgress.PublicClusters(site)] : [];

    /// <summary>Ranges from which the API servers are reached, besides those of the platform itself.</summary>
    public static IReadOnlyList<IPNetwork> Operators(PlatformSettings settings) => settings.Aws!.Transit?.Ranges ?? [];

    private static IEnumerable<string> Made(AwsSite site, EksSettings eks, string cluster)
    {
        if (eks.PublicGateway)
            yield return AwsPublicWay.AccessLogs(site, cluster);
        if (eks.DataBucket)
        {
            yield return DataBuckets(site, cluster).Data;
            yield return DataBuckets(site, cluster).Log;
        }
    }

    private static IEnumerable<string> State(PlatformSettings settings, AwsSite site) =>
        settings.Aws!.Pipelines?.State is { Bucket: var bucket } ? [bucket]
        : settings.Aws.StateBucket ? StateBucket.Names(site, settings.Name)
        : [];

    // https://docs.aws.amazon.com/IAM/latest/UserGuide/reference-arns.html
    private static string Partition(string region) =>
        region.StartsWith("cn-", StringComparison.Ordinal) ? "aws-cn" : region.StartsWith("us-gov-", StringComparison.Ordinal) ? "aws-us-gov" : "aws";
}

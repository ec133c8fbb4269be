using System.Net;
using K8tre.Components.Aws;
using K8tre.Components.Clusters;
using K8tre.Stacks.Settings;

namespace K8tre.Stacks;

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

    /// <summary>What leaves the clusters: what K8TRE and EKS need, the platform's own repository and identity provider, and what the settings add.</summary>
    public static IReadOnlyList<EgressRule> Leaving(PlatformSettings settings, AwsSite site) =>
        [.. AwsEgress.Cluster(site), .. SiteEgress.Of(settings), .. settings.Aws!.Egress.Select(SiteEgress.Rule)];

    /// <summary>Names of the buckets that a deployment uses: the state, and those that it makes or looks at.</summary>
    public static IReadOnlyList<string> Buckets(PlatformSettings settings, AwsSite site) =>
    [
        .. settings.Aws! switch
        {
            { Pipelines.State: { } elsewhere } => [elsewhere.Bucket],
            { StateBucket: true } => [StateBucket.NameIn(site, settings.Name), StateBucket.LogsNameIn(site, settings.Name)],
            _ => Array.Empty<string>(),
        },
        .. settings.Environments.SelectMany(environment => BucketsOf(environment.Aws!, site, environment.ClusterNameIn(settings))),
    ];

    /// <summary>Name of the bucket for data of an environment.</summary>
    public static string Data(AwsSite site, string cluster) => site.UniqueName($"{cluster}-data");

    /// <summary>Name of the bucket with the log of who read and wrote it.</summary>
    public static string DataLogs(AwsSite site, string cluster) => site.UniqueName($"{cluster}-data-logs");

    /// <summary>Ranges from which the API servers are reached, besides those of the platform itself.</summary>
    public static IReadOnlyList<IPNetwork> Operators(PlatformSettings settings) => settings.Aws!.Transit?.Ranges ?? [];

    private static IEnumerable<string> BucketsOf(EksSettings eks, AwsSite site, string cluster) =>
    [
        .. eks.DataBucket ? [Data(site, cluster), DataLogs(site, cluster)] : Array.Empty<string>(),
        .. eks.PublicGateway ? [AwsPublicWay.AccessLogs(site, cluster)] : Array.Empty<string>(),
    ];

    // https://docs.aws.amazon.com/IAM/latest/UserGuide/reference-arns.html
    private static string Partition(string region) =>
        region.StartsWith("cn-", StringComparison.Ordinal) ? "aws-cn" : region.StartsWith("us-gov-", StringComparison.Ordinal) ? "aws-us-gov" : "aws";
}

using System.Collections.Immutable;
using System.Net;
using K8tre.Components.Aws.Scope;
using K8tre.Components.Clusters;

namespace K8tre.Components.Aws.Cluster;

/// <summary>Inputs of <see cref="EksCluster"/>.</summary>
public sealed record EksClusterArgs
{
    /// <summary>
    /// Most characters of its name. Names of roles and of rules of the resolver begin with it, end in 8 characters of Pulumi's, have up to 26 between, and may
    /// have 64.
    /// </summary>
    public const int LongestName = 30;

    /// <summary>Name of the cluster, at most <see cref="LongestName"/> characters.</summary>
    /// <exception cref="ArgumentException">It is longer.</exception>
    public required string ClusterName
    {
        get;
        init => field = value.Length <= LongestName ? value : throw new ArgumentException($"{value} has {value.Length} characters; supply at most {LongestName}", nameof(ClusterName));
    }

    /// <summary>The environment it serves.</summary>
    public required TreEnvironment Environment { get; init; }

    /// <summary>Where it goes.</summary>
    public required AwsScope Scope { get; init; }

    /// <summary>Id of its network.</summary>
    public required Input<string> VpcId { get; init; }

    /// <summary>Range of its network.</summary>
    public required IPNetwork VpcCidr { get; init; }

    /// <summary>Ids of the subnets of its control plane, in two zones at least.</summary>
    /// <exception cref="ArgumentException">There is only one.</exception>
    public required IReadOnlyList<Input<string>> ControlPlaneSubnets
    {
        get;
        init => field = value.Count >= 2 ? value : throw new ArgumentException("supply subnets in at least 2 zones", nameof(ControlPlaneSubnets));
    }

    /// <summary>Ids of the subnets of its nodes and pods, by their zones. Addresses are given out in blocks of 16: nothing else belongs there.</summary>
    public required IReadOnlyDictionary<string, Input<string>> NodeSubnets { get; init; }

    /// <summary>Ranges that may reach its API server besides its own nodes: operators, the management cluster.</summary>
    /// <exception cref="ArgumentException">One is everybody.</exception>
    public required IReadOnlyList<IPNetwork> AllowInbound { get; init => field = NotEverybody(value, nameof(AllowInbound)); }

    /// <summary>Id of the security group of machines in its network that deploy it. Default: none stand there.</summary>
    public Input<string>? Runner { get; init; }

    /// <summary>
    /// Known once those who come from elsewhere reach its network: what is made in it comes after, and goes before. Default: nobody comes from elsewhere.
    /// </summary>
    public IReadOnlyList<Input<string>> Connections { get; init; } = [];

    /// <summary>Ranges of the internet that may reach its API server. Default: none, it has no address there.</summary>
    /// <exception cref="ArgumentException">One is everybody.</exception>
    public IReadOnlyList<IPNetwork> PublicRanges { get; init => field = NotEverybody(value, nameof(PublicRanges)); } = [];

    /// <summary>
    /// Addresses of the internet from which machines of the platform come to it, like an Argo CD elsewhere, where it has <see cref="PublicRanges"/>: outside
    /// of its network its name then leads to its public address. Default: none.
    /// </summary>
    public Output<ImmutableArray<string>>? EgressAddresses { get; init; }

    /// <summary>ARN of the key that encrypts Secrets in etcd.</summary>
    public required Input<string> SecretsKey { get; init; }

    /// <summary>ARN of the key of the disks, of nodes and of volumes. EC2 Auto Scaling must be allowed to use it.</summary>
    public required Input<string> DiskKey { get; init; }

    /// <summary>ARN of the file system of shared directories. Default: none, nothing in it asks for some.</summary>
    public Input<string>? FileSystem { get; init; }

    /// <summary>ARN of the key of the control plane's log. CloudWatch must be allowed to use it.</summary>
    public required Input<string> LogsKey { get; init; }

    /// <summary>How many days entries of that log are kept: one of the numbers that CloudWatch knows.</summary>
    public required int LogRetentionDays { get; init; }

    /// <summary>Kubernetes, minor version only: EKS chooses the patch.</summary>
    public required string KubernetesVersion { get; init; }

    /// <summary>Range of the Services' addresses, /12 to /24, that nothing else has. The cluster's DNS takes the tenth.</summary>
    /// <exception cref="ArgumentException">It is larger or smaller.</exception>
    public required IPNetwork ServiceCidr
    {
        get;
        init => field = value.PrefixLength is >= 12 and <= 24 ? value : throw new ArgumentException($"{value} is not of the size that EKS takes; supply a /12 to a /24", nameof(ServiceCidr));
    }

    /// <summary>ARNs of the roles and users that administer it, one at least. Whoever runs Pulumi is one of them.</summary>
    /// <exception cref="ArgumentException">There is none, or one is not the ARN of a role or a user.</exception>
    public required IReadOnlyList<string> Administrators
    {
        get;
        init => field = value.Count == 0 || !value.All(EksAccess.IsPrincipal)
            ? throw new ArgumentException("supply the ARN of at least 1 role or user of IAM; neither an account nor a session of a role is one", nameof(Administrators))
            : value;
    }

    /// <summary>ARN of the role as which pipelines administer it too. Known once the role is there. Default: none do.</summary>
    public Input<string>? Pipeline { get; init; }

    /// <summary>Its nodes. Those of the first pool run the cluster's own services, and have no taints.</summary>
    /// <exception cref="ArgumentException">There is no node to begin with, or a pool that can't grow.</exception>
    public required IReadOnlyList<EksNodePool> Pools { get; init => field = Checked(value, nameof(Pools)); }

    /// <summary>Who the Argo CD elsewhere is that installs K8TRE in it. Default: none does.</summary>
    public ArgoCdIdentity.Aws? ArgoCd { get; init; }

    private static IReadOnlyList<IPNetwork> NotEverybody(IReadOnlyList<IPNetwork> ranges, string member) => ranges.Any(range => range.PrefixLength == 0)
        ? throw new ArgumentException("a range of 0 bits is everybody; supply those of whoever administers it", member)
        : ranges;

    private static IReadOnlyList<EksNodePool> Checked(IReadOnlyList<EksNodePool> pools, string member)
    {
        if (pools.Count == 0 || pools[0].MinNodesPerZone < 1 || pools[0].Taints.Count > 0)
            throw new ArgumentException("the first pool has at least 1 node and no taints: the cluster's own services run there", member);
        return pools.FirstOrDefault(pool => pool.MinNodesPerZone < 0 || pool.MaxNodesPerZone <= pool.MinNodesPerZone) is { } fixedPool
            ? throw new ArgumentException($"pool {fixedPool.Name} can't grow; supply a maximum above {fixedPool.MinNodesPerZone}", member)
            : pools;
    }
}

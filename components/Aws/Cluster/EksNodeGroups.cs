using System.Net;
using K8tre.Components.Aws.Iam;
using K8tre.Components.Aws.Scope;
using K8tre.Components.Aws.Storage;

namespace K8tre.Components.Aws.Cluster;

/// <summary>Inputs of <see cref="EksNodeGroups"/>.</summary>
public sealed record EksNodeGroupsArgs
{
    /// <summary>Account and region.</summary>
    public required AwsScope Scope { get; init; }

    /// <summary>The cluster.</summary>
    public required EksControlPlane Cluster { get; init; }

    /// <summary>Id of the VPC.</summary>
    public required Input<string> VpcId { get; init; }

    /// <summary>Range of the VPC.</summary>
    public required IPNetwork VpcCidr { get; init; }

    /// <summary>
    /// Ids of the subnets of nodes and pods, by zone. Cilium assigns addresses in prefixes of 16, so that nothing else may use these
    /// subnets.
    /// </summary>
    public required IReadOnlyDictionary<string, Input<string>> Subnets { get; init; }

    /// <summary>ARN of the KMS key of disks and volumes. Its policy must allow EC2 Auto Scaling to use it.</summary>
    public required Input<string> DiskKey { get; init; }

    /// <summary>ARN of the file system of shared volumes. Default: none, and no driver for it.</summary>
    public Input<string>? FileSystem { get; init; }

    /// <summary>
    /// Prefix of the repositories that ECR creates for copies of public images when a node pulls them. Default: none; nodes import none.
    /// </summary>
    public string? CachePrefix { get; init; }

    /// <summary>Node pools. The nodes of the first pool run the cluster's own services and have no taints.</summary>
    /// <exception cref="ArgumentException">There is no node to start with, or a pool cannot grow.</exception>
    public required IReadOnlyList<EksNodePool> Pools { get; init => field = Checked(value, nameof(Pools)); }

    /// <summary>
    /// Resources that must exist before the nodes: the cluster's CNI, without which EKS considers a node group failed, and the routes and
    /// endpoints that nodes need when they start. Default: none.
    /// </summary>
    public IReadOnlyList<Resource> DependsOn { get; init; } = [];

    private static IReadOnlyList<EksNodePool> Checked(IReadOnlyList<EksNodePool> pools, string member)
    {
        if (pools.Count == 0 || pools[0].MinNodesPerZone < 1 || pools[0].Taints.Count > 0)
        {
            throw new ArgumentException(
                "the cluster's own services run in the first pool; supply at least 1 node and no taints for it", member);
        }
        return pools.FirstOrDefault(pool => pool.MinNodesPerZone < 0 || pool.MaxNodesPerZone <= pool.MinNodesPerZone) is { } fixedPool
            ? throw new ArgumentException($"pool {fixedPool.Name} cannot grow; supply a maximum above {fixedPool.MinNodesPerZone}", member)
            : pools;
    }
}

/// <summary>Nodes of an EKS cluster and the add-ons of EKS that run on them.</summary>
/// <remarks>https://docs.aws.amazon.com/eks/latest/userguide/managed-node-groups.html</remarks>
public sealed class EksNodeGroups : ComponentResource
{
    /// <summary>Creates the nodes, then the add-ons.</summary>
    public EksNodeGroups(string name, EksNodeGroupsArgs args, ComponentResourceOptions? options = null)
        : base("k8tre:aws:EksNodeGroups", name, options)
    {
        var (cluster, inside) = (args.Cluster, new ComponentResourceOptions { Parent = this });
        var role = new IamRole($"{name}-role", new()
        {
            Scope = args.Scope,
            Description = $"Nodes of {cluster.ClusterName}",
            Trust = PolicyDocument.Trust(PolicyPrincipal.Service("ec2")),
            // No policy of a CNI: Cilium's operator has an identity of its own.
            AwsPolicies = ["AmazonEKSWorkerNodePolicy", "AmazonEC2ContainerRegistryPullOnly"],
            Policies = args.CachePrefix is { } prefix
                ? new() { ["copy-images"] = PullThroughCache.Copying(args.Scope, prefix) }
                : new Dictionary<string, PolicyDocument>(),
        }, inside);
        RoleArn = role.Arn;
        var group = new NodeSecurityGroup($"{name}-group", new()
        {
            ClusterName = cluster.ClusterName,
            ControlPlane = cluster.SecurityGroup,
            VpcId = args.VpcId,
            VpcCidr = args.VpcCidr,
        }, inside);
        var pools = args.Pools.Select(pool => new EksNodePoolGroups($"{name}-{pool.Name}", new()
        {
            ClusterName = cluster.ClusterName,
            Cluster = cluster.Name,
            KubernetesVersion = cluster.Version,
            Role = role.Arn,
            SecurityGroup = group.Id,
            Subnets = args.Subnets,
            DiskKey = args.DiskKey,
            Pool = pool,
            DependsOn = [role, group, .. args.DependsOn],
        }, inside)).ToArray();
        _ = new EksAddOns($"{cluster.ClusterName}-add-ons", new()
        {
            Scope = args.Scope,
            ClusterName = cluster.ClusterName,
            Cluster = cluster.Name,
            Nodes = pools,
            DiskKey = args.DiskKey,
            FileSystem = args.FileSystem,
        }, inside);

        RegisterOutputs();
    }

    /// <summary>ARN of the nodes' role.</summary>
    [Output("roleArn")]
    public Output<string> RoleArn { get; private set; }
}

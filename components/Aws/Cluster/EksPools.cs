using System.Net;
using K8tre.Components.Aws.Iam;
using K8tre.Components.Aws.Scope;
using Pulumi.Aws.Ec2;
using Pulumi.Aws.Ec2.Inputs;
using Pulumi.Aws.Eks;
using Pulumi.Aws.Eks.Inputs;

namespace K8tre.Components.Aws.Cluster;

/// <summary>Inputs of <see cref="EksPools"/>.</summary>
public sealed record EksPoolsArgs
{
    /// <summary>Where they go.</summary>
    public required AwsScope Scope { get; init; }

    /// <summary>Name of the cluster.</summary>
    public required string ClusterName { get; init; }

    /// <summary>The same, known once the cluster has a CNI: without one a node never is ready, and EKS takes its group for failed.</summary>
    public required Input<string> Cluster { get; init; }

    /// <summary>Kubernetes of the control plane, its minor version: the nodes follow it.</summary>
    public required Input<string> KubernetesVersion { get; init; }

    /// <summary>Id of the security group of the control plane.</summary>
    public required Input<string> ControlPlane { get; init; }

    /// <summary>Id of the network.</summary>
    public required Input<string> VpcId { get; init; }

    /// <summary>Range of the network.</summary>
    public required IPNetwork VpcCidr { get; init; }

    /// <summary>Ids of the nodes' subnets, by their zones.</summary>
    public required IReadOnlyDictionary<string, Input<string>> Subnets { get; init; }

    /// <summary>ARN of the key of the disks.</summary>
    public required Input<string> DiskKey { get; init; }

    /// <summary>The pools.</summary>
    public required IReadOnlyList<EksNodePool> Pools { get; init; }
}

/// <summary>
/// The nodes of a cluster, in a managed group for every pool and zone. A volume of EBS never leaves its zone: the autoscaler can bring a node to
/// it only where each group has one zone.
/// </summary>
/// <remarks>
/// https://docs.aws.amazon.com/eks/latest/best-practices/cas.html, https://docs.aws.amazon.com/eks/latest/userguide/launch-templates.html.
/// EKS tags the groups so that the autoscaler finds them.
/// </remarks>
public sealed class EksPools : ComponentResource
{
    /// <summary>
    /// Taint of new nodes, which Cilium takes away once it runs there: https://docs.cilium.io/en/v1.19/installation/taints/. Under this prefix the
    /// autoscaler knows that it will go, and brings an empty group its first node; EKS takes keys of 63 characters.
    /// </summary>
    internal const string NotReadyTaint = "ignore-taint.cluster-autoscaler.kubernetes.io/cilium-not-ready";

    private readonly string _name;
    private readonly EksPoolsArgs _args;
    private readonly CustomResourceOptions _inside;

    /// <summary>Makes the nodes.</summary>
    public EksPools(string name, EksPoolsArgs args, ComponentResourceOptions? options = null)
        : base("k8tre:aws:EksPools", name, options)
    {
        _name = name;
        _args = args;
        _inside = new() { Parent = this };
        var role = new IamRole($"{name}-role", new()
        {
            Scope = args.Scope,
            Description = $"Nodes of {args.ClusterName}",
            Trust = PolicyDocument.Trust(PolicyPrincipal.Service("ec2")),
            // Nothing of a CNI: Cilium's operator has an identity of its own.
            AwsPolicies = ["AmazonEKSWorkerNodePolicy", "AmazonEC2ContainerRegistryPullOnly"],
        }, new() { Parent = this });
        var group = new NodeSecurityGroup($"{name}-group", new()
        {
            ClusterName = args.ClusterName,
            ControlPlane = args.ControlPlane,
            VpcId = args.VpcId,
            VpcCidr = args.VpcCidr,
        }, new() { Parent = this });
        var groups = args.Pools.SelectMany(pool =>
        {
            var template = Template(pool, group.Id);
            return args.Subnets.Select(subnet => Group(pool, subnet.Key, subnet.Value, template, role.Arn).Id);
        }).ToArray();
        (RoleArn, AreReady) = (role.Arn, Output.All(groups).Apply(_ => true));

        RegisterOutputs();
    }

    /// <summary>True, once all nodes that are always there are ready, and so Cilium runs on them.</summary>
    [Output("areReady")]
    public Output<bool> AreReady { get; private set; }

    /// <summary>ARN of the role of the nodes.</summary>
    [Output("roleArn")]
    public Output<string> RoleArn { get; private set; }

    private LaunchTemplate Template(EksNodePool pool, Input<string> group) => new($"{_name}-{pool.Name}", new()
    {
        Description = $"Nodes of {_args.ClusterName}, pool {pool.Name}",
        // One hop: pods, which are one further away, do not reach the node's credentials.
        MetadataOptions = new LaunchTemplateMetadataOptionsArgs { HttpEndpoint = "enabled", HttpTokens = "required", HttpPutResponseHopLimit = 1 },
        BlockDeviceMappings = Disks(pool).ToArray(),
        NetworkInterfaces = new LaunchTemplateNetworkInterfaceArgs
        {
            DeviceIndex = 0,
            AssociatePublicIpAddress = "false",
            DeleteOnTermination = "true",
            SecurityGroups = { group },
        },
        TagSpecifications =
        [
            .. new[] { "instance", "volume" }.Select(type => new LaunchTemplateTagSpecificationArgs
            {
                ResourceType = type,
                Tags = { ["Name"] = $"{_args.ClusterName}-{pool.Name}" },
            }),
            new LaunchTemplateTagSpecificationArgs { ResourceType = "network-interface", Tags = { [PodIdentityPolicies.InterfaceTag] = _args.ClusterName } },
        ],
    }, _inside);

    // Bottlerocket's first disk is its own, the second one holds images and logs: https://bottlerocket.dev/en/os/latest/concepts/variants/
    private IEnumerable<LaunchTemplateBlockDeviceMappingArgs> Disks(EksNodePool pool)
    {
        var isBottlerocket = pool.Image is EksImage.Bottlerocket or EksImage.BottlerocketNvidia;
        yield return Disk("/dev/xvda", isBottlerocket ? null : pool.DiskSizeGiB);
        if (isBottlerocket)
            yield return Disk("/dev/xvdb", pool.DiskSizeGiB);
    }

    private LaunchTemplateBlockDeviceMappingArgs Disk(string device, int? sizeGiB)
    {
        var disk = new LaunchTemplateBlockDeviceMappingEbsArgs { VolumeType = "gp3", Encrypted = "true", KmsKeyId = _args.DiskKey, DeleteOnTermination = "true" };
        if (sizeGiB is { } size)
            disk.VolumeSize = size;
        return new() { DeviceName = device, Ebs = disk };
    }

    private NodeGroup Group(EksNodePool pool, string zone, Input<string> subnet, LaunchTemplate template, Input<string> role)
    {
        var group = new NodeGroupArgs
        {
            ClusterName = _args.Cluster,
            Version = _args.KubernetesVersion,
            NodeRoleArn = role,
            SubnetIds = { subnet },
            AmiType = Ami(pool.Image),
            CapacityType = pool.IsSpot ? "SPOT" : "ON_DEMAND",
            InstanceTypes = pool.InstanceTypes.ToArray(),
            LaunchTemplate = new NodeGroupLaunchTemplateArgs { Id = template.Id, Version = template.LatestVersion.Apply(version => $"{version}") },
            ScalingConfig = new NodeGroupScalingConfigArgs { MinSize = pool.MinNodesPerZone, DesiredSize = pool.MinNodesPerZone, MaxSize = pool.MaxNodesPerZone },
            UpdateConfig = new NodeGroupUpdateConfigArgs { MaxUnavailable = 1 },
            NodeRepairConfig = new NodeGroupNodeRepairConfigArgs { Enabled = true },
            Taints = { new NodeGroupTaintArgs { Key = NotReadyTaint, Value = "true", Effect = "NO_EXECUTE" } },
        };
        foreach (var (label, value) in pool.Labels)
            group.Labels.Add(label, value);
        foreach (var taint in pool.Taints)
            group.Taints.Add(Taint(taint));
        // The autoscaler changes the number of nodes.
        return new($"{_name}-{pool.Name}-{zone}", group, new() { Parent = this, IgnoreChanges = { "scalingConfig.desiredSize" } });
    }

    private static NodeGroupTaintArgs Taint(string text) => text.Split('=', ':') is [var key, var value, var effect]
        ? new()
        {
            Key = key,
            Value = value,
            Effect = effect switch
            {
                "NoSchedule" => "NO_SCHEDULE",
                "PreferNoSchedule" => "PREFER_NO_SCHEDULE",
                "NoExecute" => "NO_EXECUTE",
                _ => throw new ArgumentException($"{text} has no effect that Kubernetes knows; supply key=value:NoSchedule", nameof(text)),
            },
        }
        : throw new ArgumentException($"{text} is no taint; supply key=value:NoSchedule", nameof(text));

    private static string Ami(EksImage image) => image switch
    {
        EksImage.AmazonLinux => "AL2023_x86_64_STANDARD",
        EksImage.AmazonLinuxNvidia => "AL2023_x86_64_NVIDIA",
        EksImage.Bottlerocket => "BOTTLEROCKET_x86_64",
        EksImage.BottlerocketNvidia => "BOTTLEROCKET_x86_64_NVIDIA",
        var other => throw new ArgumentOutOfRangeException(nameof(image), other, "no image of EKS is known for this"),
    };
}

using K8tre.Components.Aws.Iam;
using Pulumi.Aws.Ec2;
using Pulumi.Aws.Ec2.Inputs;
using Pulumi.Aws.Eks;
using Pulumi.Aws.Eks.Inputs;

namespace K8tre.Components.Aws.Cluster;

/// <summary>Inputs of <see cref="EksNodePoolGroups"/>.</summary>
public sealed record EksNodePoolGroupsArgs
{
    /// <summary>Name of the cluster.</summary>
    public required string ClusterName { get; init; }

    /// <summary>Name of the cluster, as an output of the cluster.</summary>
    public required Input<string> Cluster { get; init; }

    /// <summary>Minor version of Kubernetes, that of the control plane.</summary>
    public required Input<string> KubernetesVersion { get; init; }

    /// <summary>ARN of the nodes' role.</summary>
    public required Input<string> Role { get; init; }

    /// <summary>Id of the nodes' security group.</summary>
    public required Input<string> SecurityGroup { get; init; }

    /// <summary>Ids of the nodes' subnets, by zone.</summary>
    public required IReadOnlyDictionary<string, Input<string>> Subnets { get; init; }

    /// <summary>ARN of the KMS key of the disks.</summary>
    public required Input<string> DiskKey { get; init; }

    /// <summary>The pool.</summary>
    public required EksNodePool Pool { get; init; }

    /// <summary>Resources that must exist before the nodes. Default: none.</summary>
    public IReadOnlyList<Resource> DependsOn { get; init; } = [];
}

/// <summary>
/// Managed node groups of a pool, one in each zone. An EBS volume never leaves its zone: the autoscaler can add a node where the volume is
/// only if each group has one zone.
/// </summary>
/// <remarks>
/// https://docs.aws.amazon.com/eks/latest/best-practices/cas.html, https://docs.aws.amazon.com/eks/latest/userguide/launch-templates.html.
/// EKS tags the groups so that the autoscaler finds them.
/// </remarks>
public sealed class EksNodePoolGroups : ComponentResource
{
    private readonly EksNodePoolGroupsArgs _args;

    /// <summary>Creates the launch template and the groups.</summary>
    public EksNodePoolGroups(string name, EksNodePoolGroupsArgs args, ComponentResourceOptions? options = null)
        : base("k8tre:aws:EksNodePoolGroups", name, options)
    {
        _args = args;
        var template = new LaunchTemplate(name, Template(), new() { Parent = this });
        foreach (var (zone, subnet) in args.Subnets)
        {
            // The autoscaler changes the number of nodes.
            _ = new NodeGroup(
                $"{name}-{zone}",
                Group(subnet, template),
                new() { Parent = this, IgnoreChanges = { "scalingConfig.desiredSize" }, DependsOn = [.. args.DependsOn] });
        }

        RegisterOutputs();
    }

    private LaunchTemplateArgs Template() => new()
    {
        Description = $"Nodes of {_args.ClusterName}, pool {_args.Pool.Name}",
        // With a limit of one hop, pods, which are one hop further away, do not reach the node's credentials.
        MetadataOptions = new LaunchTemplateMetadataOptionsArgs
        {
            HttpEndpoint = "enabled",
            HttpTokens = "required",
            HttpPutResponseHopLimit = 1,
        },
        BlockDeviceMappings = Disks().ToArray(),
        NetworkInterfaces = new LaunchTemplateNetworkInterfaceArgs
        {
            DeviceIndex = 0,
            AssociatePublicIpAddress = "false",
            DeleteOnTermination = "true",
            SecurityGroups = { _args.SecurityGroup },
        },
        TagSpecifications =
        [
            .. new[] { "instance", "volume" }.Select(type => new LaunchTemplateTagSpecificationArgs
            {
                ResourceType = type,
                Tags = { ["Name"] = $"{_args.ClusterName}-{_args.Pool.Name}" },
            }),
            new LaunchTemplateTagSpecificationArgs
            {
                ResourceType = "network-interface",
                Tags = { [PodIdentityPolicies.ClusterTag] = _args.ClusterName },
            },
        ],
    };

    // The first disk of Bottlerocket holds the operating system, the second one images and logs:
    // https://bottlerocket.dev/en/os/latest/concepts/variants/
    private IEnumerable<LaunchTemplateBlockDeviceMappingArgs> Disks()
    {
        var isBottlerocket = _args.Pool.Image is EksImage.Bottlerocket or EksImage.BottlerocketNvidia;
        yield return Disk("/dev/xvda", isBottlerocket ? null : _args.Pool.DiskSizeGiB);
        if (isBottlerocket)
            yield return Disk("/dev/xvdb", _args.Pool.DiskSizeGiB);
    }

    private LaunchTemplateBlockDeviceMappingArgs Disk(string device, int? sizeGiB)
    {
        var disk = new LaunchTemplateBlockDeviceMappingEbsArgs
        {
            VolumeType = "gp3",
            Encrypted = "true",
            KmsKeyId = _args.DiskKey,
            DeleteOnTermination = "true",
        };
        if (sizeGiB is { } size)
            disk.VolumeSize = size;
        return new() { DeviceName = device, Ebs = disk };
    }

    private NodeGroupArgs Group(Input<string> subnet, LaunchTemplate template)
    {
        var pool = _args.Pool;
        var group = new NodeGroupArgs
        {
            ClusterName = _args.Cluster,
            Version = _args.KubernetesVersion,
            NodeRoleArn = _args.Role,
            SubnetIds = { subnet },
            AmiType = Ami(pool.Image),
            CapacityType = pool.IsSpot ? "SPOT" : "ON_DEMAND",
            InstanceTypes = pool.InstanceTypes.ToArray(),
            LaunchTemplate = new NodeGroupLaunchTemplateArgs
            {
                Id = template.Id,
                Version = template.LatestVersion.Apply(version => $"{version}"),
            },
            ScalingConfig = new NodeGroupScalingConfigArgs
            {
                MinSize = pool.MinNodesPerZone,
                DesiredSize = pool.MinNodesPerZone,
                MaxSize = pool.MaxNodesPerZone,
            },
            UpdateConfig = new NodeGroupUpdateConfigArgs { MaxUnavailable = 1 },
            NodeRepairConfig = new NodeGroupNodeRepairConfigArgs { Enabled = true },
            Taints = { new NodeGroupTaintArgs { Key = EksNodePool.NotReadyTaint, Value = "true", Effect = "NO_EXECUTE" } },
        };
        foreach (var (label, value) in pool.Labels)
            group.Labels.Add(label, value);
        foreach (var taint in pool.Taints)
            group.Taints.Add(Taint(taint));
        return group;
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
                _ => throw new ArgumentException(
                    $"{text} has an effect that Kubernetes does not know; supply key=value:NoSchedule", nameof(text)),
            },
        }
        : throw new ArgumentException($"{text} is not a taint; supply key=value:NoSchedule", nameof(text));

    private static string Ami(EksImage image) => image switch
    {
        EksImage.AmazonLinux => "AL2023_x86_64_STANDARD",
        EksImage.AmazonLinuxNvidia => "AL2023_x86_64_NVIDIA",
        EksImage.Bottlerocket => "BOTTLEROCKET_x86_64",
        EksImage.BottlerocketNvidia => "BOTTLEROCKET_x86_64_NVIDIA",
        var other => throw new ArgumentOutOfRangeException(nameof(image), other, "EKS has no image type for it"),
    };
}

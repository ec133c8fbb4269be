namespace K8tre.Components.Aws.Cluster;

/// <summary>What the nodes of a pool run.</summary>
/// <remarks>https://docs.aws.amazon.com/eks/latest/APIReference/API_Nodegroup.html (<c>amiType</c>). K8TRE has images for amd64 alone.</remarks>
public enum EksImage
{
    /// <summary>Amazon Linux 2023.</summary>
    AmazonLinux,

    /// <summary>Amazon Linux 2023 with NVIDIA's driver. The device plugin, by which pods get GPUs, comes from elsewhere.</summary>
    AmazonLinuxNvidia,

    /// <summary>Bottlerocket, which has no shell.</summary>
    Bottlerocket,

    /// <summary>Bottlerocket with NVIDIA's driver and its device plugin, by which pods get GPUs.</summary>
    BottlerocketNvidia,
}

/// <summary>Nodes of one kind.</summary>
public sealed record EksNodePool
{
    /// <summary>Name of the pool: lower-case letters, digits and dashes, at most 16: with the cluster's it is in the name of a group, which may have 63.</summary>
    public required string Name { get; init; }

    /// <summary>Types of its machines, like <c>m6i.2xlarge</c>, all as large as one another and on Nitro: addresses come to them in blocks.</summary>
    public required IReadOnlyList<string> InstanceTypes { get; init; }

    /// <summary>Nodes of each zone that are always there.</summary>
    public required int MinNodesPerZone { get; init; }

    /// <summary>Nodes that the autoscaler has in each zone at most, more than are always there.</summary>
    public required int MaxNodesPerZone { get; init; }

    /// <summary>Disk of a node.</summary>
    public int DiskSizeGiB { get; init; } = 100;

    /// <summary>What they run. Default: Amazon Linux.</summary>
    public EksImage Image { get; init; }

    /// <summary>Labels of its nodes. Default: none.</summary>
    public IReadOnlyDictionary<string, string> Labels { get; init; } = new Dictionary<string, string>();

    /// <summary>Taints of its nodes, <c>key=value:Effect</c>. Default: none but the one that Cilium takes away once it runs.</summary>
    public IReadOnlyList<string> Taints { get; init; } = [];

    /// <summary>Whether AWS may take its nodes away at any time, for less money. Default: false.</summary>
    public bool IsSpot { get; init; }
}

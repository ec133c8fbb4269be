namespace K8tre.Components.Aws.Cluster;

/// <summary>Images of nodes.</summary>
/// <remarks>
/// https://docs.aws.amazon.com/eks/latest/APIReference/API_Nodegroup.html (<c>amiType</c>). K8TRE has container images for amd64 only.
/// </remarks>
public enum EksImage
{
    /// <summary>Amazon Linux 2023.</summary>
    AmazonLinux,

    /// <summary>Amazon Linux 2023 with the NVIDIA driver. The device plugin, which assigns GPUs to pods, is not part of it.</summary>
    AmazonLinuxNvidia,

    /// <summary>Bottlerocket, which has no shell.</summary>
    Bottlerocket,

    /// <summary>Bottlerocket with the NVIDIA driver and the device plugin, which assigns GPUs to pods.</summary>
    BottlerocketNvidia,
}

/// <summary>Nodes of one kind.</summary>
public sealed record EksNodePool
{
    /// <summary>
    /// Taint of new nodes, which Cilium removes once it runs on them: https://docs.cilium.io/en/v1.19/installation/taints/. The autoscaler
    /// ignores taints with this prefix, so that it adds the first node to an empty group. EKS accepts keys of up to 63 characters.
    /// </summary>
    internal const string NotReadyTaint = "ignore-taint.cluster-autoscaler.kubernetes.io/cilium-not-ready";

    /// <summary>
    /// Name of the pool: lower-case letters, digits and dashes, at most 16 characters. The name of a node group contains it and the
    /// cluster's name, and may have 63 characters.
    /// </summary>
    public required string Name { get; init; }

    /// <summary>
    /// Instance types, such as <c>m6i.2xlarge</c>, of equal size and on the Nitro System, which supports the prefixes that Cilium assigns.
    /// </summary>
    public required IReadOnlyList<string> InstanceTypes { get; init; }

    /// <summary>Minimum number of nodes in each zone.</summary>
    public required int MinNodesPerZone { get; init; }

    /// <summary>Maximum number of nodes in each zone, above the minimum.</summary>
    public required int MaxNodesPerZone { get; init; }

    /// <summary>Size of a node's disk. Default: 100.</summary>
    public int DiskSizeGiB { get; init; } = 100;

    /// <summary>Image of the nodes. Default: Amazon Linux.</summary>
    public EksImage Image { get; init; }

    /// <summary>Labels of the nodes. Default: none.</summary>
    public IReadOnlyDictionary<string, string> Labels { get; init; } = new Dictionary<string, string>();

    /// <summary>Taints of the nodes, <c>key=value:Effect</c>, besides the one that Cilium removes. Default: none.</summary>
    public IReadOnlyList<string> Taints { get; init; } = [];

    /// <summary>Indicates that AWS may reclaim the nodes at any time, at a lower price. Default: false.</summary>
    public bool IsSpot { get; init; }
}

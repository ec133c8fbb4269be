using System.ComponentModel.DataAnnotations;
using K8tre.Components.Aws.Cluster;

namespace K8tre.Stacks.Settings.Aws;

/// <summary>Node pool of an EKS cluster.</summary>
/// <remarks>A pool has the same number of nodes in each zone.</remarks>
public sealed record EksPoolSettings
{
    /// <summary>Name of the pool, unique in the cluster. Another name replaces the nodes.</summary>
    [RegularExpression(
        "^[a-z][a-z0-9-]{0,15}$", ErrorMessage = "write 1 to 16 lower-case letters, digits and dashes, starting with a letter")]
    public required string Name { get; init; }

    /// <summary>
    /// Instance types, like <c>m6i.2xlarge</c>, all of the same size. The architecture is amd64: K8TRE has no other images. A change
    /// replaces the nodes: new ones are created before the old ones are deleted.
    /// </summary>
    [MinLength(1, ErrorMessage = "add a type")]
    public required IReadOnlyList<string> InstanceTypes { get; init; }

    /// <summary>Minimum number of nodes in each zone.</summary>
    [Range(0, 300, ErrorMessage = "supply 0 to 300")]
    public required int MinNodesPerZone { get; init; }

    /// <summary>Maximum number of nodes in each zone, more than the minimum.</summary>
    [Range(1, 300, ErrorMessage = "supply 1 to 300")]
    public required int MaxNodesPerZone { get; init; }

    /// <summary>Size of a node's disk, in GiB.</summary>
    [Range(20, 16384, ErrorMessage = "supply 20 to 16384")]
    public int DiskSizeGiB { get; init; } = 100;

    /// <summary>Operating system of the nodes. Another one replaces the nodes.</summary>
    public EksImage Image { get; init; }

    /// <summary>Labels of the nodes, each <c>key=value</c>.</summary>
    public IReadOnlyList<string> Labels { get; init; } = [];

    /// <summary>Taints of the nodes, each <c>key=value:Effect</c>. The first pool has none.</summary>
    public IReadOnlyList<string> Taints { get; init; } = [];

    /// <summary>Spot instances: they cost less, and AWS may remove them at any time. A change replaces the nodes.</summary>
    public bool Spot { get; init; }
}

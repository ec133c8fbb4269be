using System.ComponentModel.DataAnnotations;
using K8tre.Stacks.Settings.Reading;

namespace K8tre.Stacks.Settings.Azure;

/// <summary>Node pool of an AKS cluster.</summary>
public sealed record AksPoolSettings
{
    /// <summary>Name of the pool, unique in the cluster. Another name replaces the nodes.</summary>
    [RegularExpression(Formats.NodePoolName, ErrorMessage = Formats.NodePoolNameHint)]
    public required string Name { get; init; }

    /// <summary>
    /// Size of the virtual machines, like <c>Standard_D4ds_v5</c>. The architecture is amd64: K8TRE has no other images. Another size
    /// replaces the nodes of a user pool.
    /// </summary>
    [RegularExpression(Formats.VmSize, ErrorMessage = Formats.VmSizeHint)]
    public required string VmSize { get; init; }

    /// <summary>Minimum number of nodes.</summary>
    [Range(0, 1000, ErrorMessage = "supply 0 to 1000")]
    public required int MinNodes { get; init; }

    /// <summary>Maximum number of nodes.</summary>
    [Range(1, 1000, ErrorMessage = "supply 1 to 1000")]
    public required int MaxNodes { get; init; }

    /// <summary>NVIDIA driver, for machines with GPUs. It cannot be changed later.</summary>
    public bool Gpu { get; init; }

    /// <summary>Labels of the nodes, each <c>key=value</c>.</summary>
    public IReadOnlyList<string> Labels { get; init; } = [];

    /// <summary>Taints of the nodes, each <c>key=value:Effect</c>.</summary>
    public IReadOnlyList<string> Taints { get; init; } = [];

    /// <summary>Spot instances: they cost less, and Azure may remove them at any time.</summary>
    public bool Spot { get; init; }
}

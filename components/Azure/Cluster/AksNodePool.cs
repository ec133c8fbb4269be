using Pulumi.AzureNative.ContainerService;

namespace K8tre.Components.Azure.Cluster;

/// <summary>Nodes of one kind.</summary>
public sealed record AksNodePool
{
    /// <summary>Name of the pool: a lower-case letter, then letters and digits, at most 12.</summary>
    public required string Name { get; init; }

    /// <summary>Size of its machines, like <c>Standard_D4ds_v5</c>.</summary>
    public required string VmSize { get; init; }

    /// <summary>Nodes that are always there.</summary>
    public required int MinNodes { get; init; }

    /// <summary>Nodes that the autoscaler adds at most.</summary>
    public required int MaxNodes { get; init; }

    /// <summary>Labels of its nodes. Default: none.</summary>
    public IReadOnlyDictionary<string, string> Labels { get; init; } = new Dictionary<string, string>();

    /// <summary>Taints of its nodes, <c>key=value:Effect</c>. Default: none.</summary>
    public IReadOnlyList<string> Taints { get; init; } = [];

    /// <summary>Whether Azure may take its nodes away at any time, for less money. Default: false.</summary>
    public bool IsSpot { get; init; }

    /// <summary>
    /// What AKS does on machines with GPUs: it installs NVIDIA's driver, or leaves that to whoever brings NVIDIA's operator. Which is fixed when the
    /// pool is made. Default: the machines have no GPUs.
    /// </summary>
    public GPUDriver? GpuDriver { get; init; }

    /// <summary>
    /// Whether the system lies on the machine's own disk, which goes with the machine: faster, and free. Default: where it is large enough for it, and
    /// else on a managed disk. A key of ours encrypts both.
    /// </summary>
    public bool? HasOwnOsDisk { get; init; }

    /// <summary>
    /// Whether nodes start nothing unsigned, and can prove it. Default: true, unless <see cref="IsFips"/>. Sizes of the first generation, and those of
    /// Arm, cannot: write false for them.
    /// </summary>
    /// <remarks>https://learn.microsoft.com/azure/aks/use-trusted-launch</remarks>
    public bool HasTrustedLaunch { get => field && !IsFips; init; } = true;

    /// <summary>Whether nodes use cryptography that is validated by FIPS 140 only. Default: false. File shares do not mount on nodes that do.</summary>
    /// <remarks>https://learn.microsoft.com/azure/aks/enable-fips-nodes</remarks>
    public bool IsFips { get; init; }

    /// <summary>Whether there is always a node in it on which any pod may run.</summary>
    internal bool TakesAnything => MinNodes > 0 && !IsSpot && Taints.Count == 0;
}

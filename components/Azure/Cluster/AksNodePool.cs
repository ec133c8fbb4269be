using K8tre.Components.Clusters;
using Pulumi.AzureNative.ContainerService;

namespace K8tre.Components.Azure.Cluster;

/// <summary>Node pool of a cluster.</summary>
public sealed record AksNodePool
{
    /// <summary>Name of the pool: a lower-case letter, then letters and digits, at most 12.</summary>
    public required string Name { get; init; }

    /// <summary>VM size, like <c>Standard_D4ds_v5</c>.</summary>
    public required string VmSize { get; init; }

    /// <summary>Minimum number of nodes.</summary>
    public required int MinNodes { get; init; }

    /// <summary>Maximum number of nodes for the autoscaler.</summary>
    public required int MaxNodes { get; init; }

    /// <summary>Labels of the nodes. Default: none.</summary>
    public IReadOnlyDictionary<string, string> Labels { get; init; } = new Dictionary<string, string>();

    /// <summary>Taints of the nodes, <c>key=value:Effect</c>. Default: none.</summary>
    public IReadOnlyList<string> Taints { get; init; } = [];

    /// <summary>Indicates that the nodes are spot VMs, which cost less and may be evicted at any time. Default: false.</summary>
    public bool IsSpot { get; init; }

    /// <summary>
    /// Installation of NVIDIA's driver on nodes with GPUs: by AKS, or by the operator, for example with NVIDIA's operator. It cannot be
    /// changed on an existing pool. Default: the nodes have no GPUs.
    /// </summary>
    public GPUDriver? GpuDriver { get; init; }

    /// <summary>
    /// Indicates that the OS disk is ephemeral: on the VM's own storage, which is faster and free. Default: ephemeral if the VM's storage
    /// is large enough, otherwise a managed disk. The customer-managed key encrypts both.
    /// </summary>
    public bool? HasOwnOsDisk { get; init; }

    /// <summary>
    /// Indicates that nodes use Trusted Launch: secure boot and vTPM. Default: true, unless <see cref="IsFips"/>. Set it to false for VM
    /// sizes of the first generation and for Arm sizes, which do not support it.
    /// </summary>
    /// <remarks>https://learn.microsoft.com/azure/aks/use-trusted-launch</remarks>
    public bool HasTrustedLaunch { get => field && !IsFips; init; } = true;

    /// <summary>
    /// Indicates that nodes use only cryptography validated to FIPS 140. Such nodes cannot mount file shares. Default: false.
    /// </summary>
    /// <remarks>https://learn.microsoft.com/azure/aks/enable-fips-nodes</remarks>
    public bool IsFips { get; init; }

    /// <summary>Indicates that the pool always has a node on which any pod may run.</summary>
    internal bool TakesAnything => MinNodes > 0 && !IsSpot && NodeTaint.AdmitOrdinaryPods(Taints);
}

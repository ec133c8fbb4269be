using System.Net;
using K8tre.Components;
using K8tre.Components.Addresses;
using K8tre.Components.Clusters;
using K8tre.Components.GitOps.ArgoCd.Plugin;
using K8tre.Components.GitOps.Sources;

namespace K8tre.Stacks;

/// <summary>Cluster of a vendor, and what only that vendor knows of it.</summary>
/// <param name="Cluster">The cluster, without a CNI.</param>
internal record VendorCluster(ICluster Cluster)
{
    /// <summary>Additions of the vendor. Default: none.</summary>
    public IReadOnlyList<IClusterAddOn> AddOns { get; init; } = [];

    /// <summary>Store of the source secrets. Default: Secrets in the cluster.</summary>
    public ISecretStore SecretStore { get; init; } = new KubernetesSecretStore();

    /// <summary>Outputs of the stack about this cluster, besides those of every vendor. Default: none.</summary>
    public IReadOnlyDictionary<string, object?> Outputs { get; init; } = new Dictionary<string, object?>();

    /// <summary>Values of K8TRE's overlays that the platform replaces in this cluster. Default: none.</summary>
    public IReadOnlyList<OverlayReplacement> Replacements { get; init; } = [];

    /// <summary>Patches of K8TRE's manifests in this cluster. Default: none.</summary>
    public IReadOnlyList<OverlayPatch> Patches { get; init; } = [];
    /// <summary>Mirrors of image registries from which the cluster's nodes pull. Default: none.</summary>
    public ImageMirrors Mirrors { get; init; } = ImageMirrors.None;

    /// <summary>Addresses that MetalLB assigns to Services. Default: none; the vendor has a load balancer.</summary>
    public IPv4Range? LoadBalancerRange { get; init; }

    /// <summary>Addresses at which an Argo CD elsewhere reaches the API server.</summary>
    public required ApiServerAddresses ApiServer { get; init; }

    /// <summary>Indicates that the API server runs on nodes of the cluster. Default: true. Otherwise the vendor runs it.</summary>
    public bool HostsApiServer { get; init; } = true;

    /// <summary>Address ranges of the platform's other clusters, if K8TRE's policies would open them. Default: none.</summary>
    public IReadOnlyList<IPNetwork> OtherClusters { get; init; } = [];

    /// <summary>DNS names outside the cluster that its pods may resolve. Default: every name; the vendor's firewall decides.</summary>
    public IReadOnlyList<string>? ResolvableNames { get; init; }

    /// <summary>Identity with the vendor of the Argo CD that runs in this cluster. Default: none; clusters give it tokens.</summary>
    public ArgoCdIdentity? ArgoCdIdentity { get; init; }

    /// <summary>Host with which that identity signs in to other clusters, over HTTPS. Default: none.</summary>
    public string? ArgoCdSignInHost { get; init; }

    /// <summary>
    /// Resources that must exist before the pods of the Argo CD in this cluster, such as its identity's associations. Default: none.
    /// </summary>
    public IReadOnlyList<Resource> ArgoCdDependsOn { get; init; } = [];

    /// <summary>
    /// Resources that must exist before Argo CD installs K8TRE in this cluster, such as identities of workloads. Default: none.
    /// </summary>
    public IReadOnlyList<Resource> RegistrationDependsOn { get; init; } = [];
}

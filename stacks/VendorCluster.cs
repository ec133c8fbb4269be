using K8tre.Components.Addresses;
using K8tre.Components.Clusters;
using K8tre.Components.GitOps.ArgoCd;
using K8tre.Components.GitOps.Sources;

namespace K8tre.Stacks;

/// <summary>A vendor's cluster of an environment, and what only that vendor knows of it.</summary>
/// <param name="Cluster">The cluster.</param>
/// <param name="Outputs">What the next operator types, besides what every vendor has.</param>
internal sealed record VendorCluster(ICluster Cluster, IReadOnlyDictionary<string, object?> Outputs)
{
    /// <summary>Words of K8TRE's manifests that stand for others here. Default: none.</summary>
    public IReadOnlyList<OverlayReplacement> Replacements { get; init; } = [];

    /// <summary>Addresses that MetalLB may give to Services. Default: none, the vendor brings a load balancer.</summary>
    public IPv4Range? LoadBalancerRange { get; init; }

    /// <summary>Where its source secrets go. Default: into the cluster.</summary>
    public ISecretStore SecretStore { get; init; } = new KubernetesSecretStore();

    /// <summary>The vendor's provider, where <see cref="SecretStore"/> is the vendor's. Default: none.</summary>
    public ProviderResource? Provider { get; init; }

    /// <summary>
    /// Defines what the vendor adds once the cluster's network works, and Argo CD finds there: it is told of the cluster after that, and forgets it before.
    /// Default: nothing.
    /// </summary>
    public Func<ComponentResourceOptions, IReadOnlyList<Resource>> BeforeArgoCd { get; init; } = _ => [];

    /// <summary>Defines what the vendor adds once the cluster's network works, after <see cref="BeforeArgoCd"/>. Default: nothing.</summary>
    public Func<ComponentResourceOptions, IReadOnlyList<Resource>> OnNetwork { get; init; } = _ => [];

    /// <summary>Options of what is made in the cluster, and with the vendor.</summary>
    public ComponentResourceOptions With(ComponentResourceOptions onNetwork) =>
        Provider is null ? onNetwork : new() { Providers = [.. onNetwork.Providers, Provider] };
}

using K8tre.Components.Clusters;
using KubernetesProvider = Pulumi.Kubernetes.Provider;

namespace K8tre.Components.Network;

/// <summary>Inputs of <see cref="ClusterNetwork"/>.</summary>
public sealed record ClusterNetworkArgs
{
    /// <summary>The cluster that gets a network.</summary>
    public required ICluster Cluster { get; init; }

    /// <summary>Cilium's chart. Default: the pinned one, from its own repository.</summary>
    public HelmChart CiliumChart { get; init; } = Versions.Cilium;

    /// <summary>Path of a copy of the Gateway API's definitions. Default: the release's own page.</summary>
    public string? GatewayApiFile { get; init; }
}

/// <summary>
/// The network of a cluster that came without one: Gateway API, then Cilium, nodes where the vendor makes them after it, then the baseline policies. What runs on that network
/// takes <see cref="Kubernetes"/>, and so waits for it, and goes before it when the platform is taken down.
/// </summary>
public sealed class ClusterNetwork : ComponentResource
{
    /// <summary>Gives the cluster its network.</summary>
    public ClusterNetwork(string name, ClusterNetworkArgs args, ComponentResourceOptions? options = null)
        : base("k8tre:network:ClusterNetwork", name, options)
    {
        var cluster = args.Cluster;
        var onCluster = new ComponentResourceOptions { Parent = this, Providers = { cluster.Kubernetes } };

        var gatewayApi = new GatewayApi($"{name}-gateway-api", args.GatewayApiFile, onCluster);
        var cilium = new Cilium($"{name}-cilium", new()
        {
            ClusterName = cluster.ClusterName,
            ApiEndpoint = cluster.ApiEndpoint,
            PodCidr = cluster.PodCidr,
            PodCidrV6 = cluster.PodCidrV6,
            HasNodes = cluster.HasNodes,
            NodeCount = cluster.NodeCount,
            VendorValues = cluster.CiliumValues,
            Chart = args.CiliumChart,
            HasGatewayApi = gatewayApi.IsInstalled,
        }, onCluster);
        var nodes = cluster.DefineNodes(cilium.Version);
        var onNodes = cluster.HasNodes ? onCluster : new() { Parent = this, Providers = { ClusterProvider.After($"{name}-nodes", cluster, nodes, this) } };
        var baseline = new BaselinePolicies($"{name}-baseline", cilium, onNodes);

        Kubernetes = ClusterProvider.After(name, cluster, Output.All(baseline.Policies.Select(policy => policy.Id)), this);

        RegisterOutputs();
    }

    /// <summary>Provider for what needs a working network, which is all that the platform runs.</summary>
    public KubernetesProvider Kubernetes { get; }
}

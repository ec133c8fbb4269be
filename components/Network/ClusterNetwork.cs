using K8tre.Components.Clusters;

namespace K8tre.Components.Network;

/// <summary>Inputs of <see cref="ClusterNetwork"/>.</summary>
public sealed record ClusterNetworkArgs
{
    /// <summary>The cluster, which has no CNI yet.</summary>
    public required ICluster Cluster { get; init; }

    /// <summary>Cilium's chart. Default: the pinned chart from its own repository.</summary>
    public HelmChart CiliumChart { get; init; } = Versions.Cilium;

    /// <summary>Mirrors of image registries. Default: none.</summary>
    public ImageMirrors Mirrors { get; init; } = ImageMirrors.None;

    /// <summary>Path of a copy of the Gateway API's definitions. Default: they are downloaded from the release.</summary>
    public string? GatewayApiFile { get; init; }

    /// <summary>Resources that must exist before the network. Default: none.</summary>
    public IReadOnlyList<Resource> DependsOn { get; init; } = [];
}

/// <summary>Network of a cluster: the Gateway API's definitions, then Cilium.</summary>
/// <remarks>
/// If the cluster has nodes, this component waits for Cilium's agents and operator. Node groups that need a CNI to become ready depend on
/// this component.
/// </remarks>
public sealed class ClusterNetwork : ComponentResource
{
    /// <summary>Installs the network with the cluster's own provider.</summary>
    public ClusterNetwork(string name, ClusterNetworkArgs args, ComponentResourceOptions? options = null)
        : base("k8tre:network:ClusterNetwork", name, options)
    {
        var cluster = args.Cluster;
        var onCluster = new ComponentResourceOptions { Parent = this, Providers = { cluster.Kubernetes } };

        var gatewayApi = new GatewayApi($"{name}-gateway-api", new()
        {
            Cluster = cluster,
            File = args.GatewayApiFile,
            DependsOn = args.DependsOn,
        }, onCluster);
        Cilium = new Cilium($"{name}-cilium", new()
        {
            ClusterName = cluster.ClusterName,
            ApiEndpoint = cluster.ApiEndpoint,
            PodCidr = cluster.PodCidr,
            PodCidrV6 = cluster.PodCidrV6,
            HasNodes = cluster.HasNodes,
            NodeCount = cluster.NodeCount,
            VendorValues = cluster.CiliumValues,
            Chart = args.CiliumChart,
            Mirrors = args.Mirrors,
            DependsOn = [gatewayApi, .. args.DependsOn],
        }, onCluster);

        RegisterOutputs();
    }

    /// <summary>Cilium, which serves the definitions of its network policies.</summary>
    public Cilium Cilium { get; }
}

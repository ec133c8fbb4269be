using K8tre.Components.Clusters;
using K8tre.Components.Network;

namespace K8tre.Stacks;

/// <summary>Inputs of <see cref="ManagementCluster"/>.</summary>
internal sealed record ManagementClusterArgs
{
    /// <summary>The platform's settings.</summary>
    public required StackSettings Settings { get; init; }

    /// <summary>The cluster to create.</summary>
    public required ClusterSpec Spec { get; init; }

    /// <summary>The platform's vendor.</summary>
    public required IVendor Vendor { get; init; }
}

/// <summary>Cluster that Argo CD runs in to manage other clusters: the vendor's cluster, its network, its nodes and its add-ons.</summary>
internal sealed class ManagementCluster : ComponentResource, IClusterRoom
{
    /// <summary>Creates the cluster.</summary>
    public ManagementCluster(string name, ManagementClusterArgs args, ComponentResourceOptions? options = null)
        : base("k8tre:stacks:ManagementCluster", name, options)
    {
        (Spec, var mine) = (args.Spec, new ComponentResourceOptions { Parent = this });
        Cluster = args.Vendor.CreateCluster(Spec, argoCd: null, management: null, mine);
        var cluster = Cluster.Cluster;
        var addOns = new AddOnInstaller(cluster, Cluster.AddOns, this);

        var beforeNetwork = addOns.Install(AddOnPhase.BeforeNetwork, cluster.Kubernetes);
        var network = new ClusterNetwork($"{Spec.Name}-network", ClusterMapping.Network(args.Settings, Cluster, beforeNetwork), mine);
        Nodes = args.Vendor.CreateNodes(Cluster, network, mine);
        var baseline = new BaselinePolicies($"{Spec.Name}-baseline", ClusterMapping.Baseline(Cluster, network, Nodes), mine);
        var isolation = new IsolationPolicies($"{Spec.Name}-isolation", ClusterMapping.Isolation(Spec, Cluster, baseline), mine);
        Kubernetes = new ClusterProvider(
            $"{Spec.Name}-kubernetes",
            new() { Cluster = cluster },
            new() { Parent = this, DependsOn = [isolation, .. Cluster.ArgoCdDependsOn] });
        AddOns =
        [
            .. beforeNetwork,
            .. addOns.Install(AddOnPhase.AfterNetwork, Kubernetes),
            .. addOns.Install(AddOnPhase.BeforeArgoCd, Kubernetes),
        ];

        RegisterOutputs();
    }

    /// <inheritdoc/>
    public ClusterSpec Spec { get; }

    /// <inheritdoc/>
    public VendorCluster Cluster { get; }

    /// <inheritdoc/>
    public ComponentResource? Nodes { get; }

    /// <inheritdoc/>
    public IReadOnlyList<Resource> AddOns { get; }

    /// <inheritdoc/>
    public ProviderResource Kubernetes { get; }
}

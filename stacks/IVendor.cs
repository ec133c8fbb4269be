using K8tre.Components.Clusters;
using K8tre.Components.Network;

namespace K8tre.Stacks;

/// <summary>Vendor of a platform: a cloud or hosts that exist already.</summary>
/// <remarks>The constructor of an implementation creates the landing zone: the resources that the clusters share.</remarks>
internal interface IVendor
{
    /// <summary>Component of the resources that the clusters share. Null: they share none.</summary>
    ComponentResource? LandingZone => null;

    /// <summary>Returns the options of a component that holds resources of the vendor.</summary>
    /// <param name="parent">Parent of the component.</param>
    ComponentResourceOptions OptionsOf(Resource parent) => new() { Parent = parent };

    /// <summary>Creates the cluster, without a CNI, and the resources of the vendor that belong to it.</summary>
    /// <param name="spec">The cluster to create.</param>
    /// <param name="argoCd">Identity of an Argo CD elsewhere that manages the cluster. Null: Argo CD has none with this vendor.</param>
    /// <param name="management">The platform's management cluster. Null: it has none, or this is the management cluster.</param>
    /// <param name="options">Options of the resources: their parent is the cluster's room.</param>
    VendorCluster CreateCluster(ClusterSpec spec, ArgoCdIdentity? argoCd, VendorCluster? management, ComponentResourceOptions options);

    /// <summary>Creates the nodes of a cluster whose nodes need a CNI to become ready.</summary>
    /// <param name="cluster">The cluster.</param>
    /// <param name="network">Its network, which exists before the nodes.</param>
    /// <param name="options">Options of the resources: their parent is the cluster's room.</param>
    /// <returns>The component of the nodes. Null: the cluster had its nodes before the network.</returns>
    ComponentResource? CreateNodes(VendorCluster cluster, ClusterNetwork network, ComponentResourceOptions options) => null;

    /// <summary>Creates the resources that need whole clusters as values, such as flow logs, pipelines and delete locks.</summary>
    /// <param name="rooms">The clusters, in the order of the settings.</param>
    /// <param name="options">Options of the component: its parent is the room of shared services.</param>
    /// <returns>The component, if there is one, and outputs of the stack about the landing zone and the shared services.</returns>
    SharedServicesResult CreateSharedServices(IReadOnlyList<IClusterRoom> rooms, ComponentResourceOptions options) => new(null);
}

/// <summary>Shared services of a vendor.</summary>
/// <param name="Component">Component of the services. Null: the vendor has none.</param>
internal sealed record SharedServicesResult(ComponentResource? Component)
{
    /// <summary>Outputs of the stack about the landing zone and the shared services. Default: none.</summary>
    public IReadOnlyDictionary<string, object?> Outputs { get; init; } = new Dictionary<string, object?>();
}

namespace K8tre.Stacks;

/// <summary>Component that holds everything of one cluster.</summary>
internal interface IClusterRoom
{
    /// <summary>The cluster that the settings describe.</summary>
    ClusterSpec Spec { get; }

    /// <summary>The vendor's cluster.</summary>
    VendorCluster Cluster { get; }

    /// <summary>Component of the nodes. Null: the cluster had its nodes before the network.</summary>
    ComponentResource? Nodes { get; }

    /// <summary>Installed add-ons, up to phase <c>BeforeArgoCd</c>, as their <c>Install</c> returned them.</summary>
    IReadOnlyList<Resource> AddOns { get; }

    /// <summary>Kubernetes provider whose resources are created after the network and the add-ons of phase <c>BeforeArgoCd</c>.</summary>
    ProviderResource Kubernetes { get; }
}

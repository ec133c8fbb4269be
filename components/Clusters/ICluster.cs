using System.Net;
using KubernetesProvider = Pulumi.Kubernetes.Provider;

namespace K8tre.Components.Clusters;

/// <summary>Cluster of a vendor, without a CNI. Everything that follows is written once, against this interface.</summary>
public interface ICluster
{
    /// <summary>Name of the cluster and value of its <c>cluster-name</c> label, at most 32 characters, which is Cilium's limit.</summary>
    string ClusterName { get; }

    /// <summary>Environment of the cluster. A management cluster has the highest environment of the clusters that it manages.</summary>
    TreEnvironment Environment { get; }

    /// <summary>Vendor of the cluster.</summary>
    Vendor Vendor { get; }

    /// <summary>Region of the vendor, or the operator's name for a site on premise.</summary>
    string Region { get; }

    /// <summary>
    /// Number of nodes that the cluster starts with and on which pods without tolerations run, at least 1. Nodes with a taint of the effect
    /// <c>NoSchedule</c> or <c>NoExecute</c> do not count.
    /// </summary>
    int NodeCount { get; }

    /// <summary>
    /// Range of the addresses that Cilium assigns to pods. Null: pods have addresses of the vendor's network, and
    /// <see cref="CiliumValues"/> configure their routing.
    /// </summary>
    IPNetwork? PodCidr { get; }

    /// <summary>Range of the pods' IPv6 addresses in a dual-stack cluster. Default: none.</summary>
    IPNetwork? PodCidrV6 => null;

    /// <summary>Values of Cilium's chart that are specific to the vendor. Default: none.</summary>
    InputMap<object> CiliumValues => [];

    /// <summary>Endpoint at which Cilium reaches the API server before it has programmed the Service addresses.</summary>
    ApiEndpoint ApiEndpoint { get; }

    /// <summary>URL at which other clusters reach the API server, like <c>https://192.0.2.10:6443</c>.</summary>
    Output<string> ApiServerUrl { get; }

    /// <summary>Administrator's kubeconfig. Secret.</summary>
    Output<string> KubeConfig { get; }

    /// <summary>Provider for resources that are created before the cluster has a network.</summary>
    KubernetesProvider Kubernetes { get; }

    /// <summary>
    /// Indicates that the cluster has nodes before it has a network. Default: true. Otherwise its nodes are created after Cilium.
    /// </summary>
    bool HasNodes => true;

    /// <summary>CSI drivers of the storage classes.</summary>
    StorageDrivers Storage { get; }

    /// <summary>Credential of an Argo CD that runs in another cluster.</summary>
    ArgoCredential ArgoCredential { get; }
}

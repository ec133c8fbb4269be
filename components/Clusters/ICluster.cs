using System.Net;
using KubernetesProvider = Pulumi.Kubernetes.Provider;

namespace K8tre.Components.Clusters;

/// <summary>What a vendor hands over: a cluster without a CNI. All that follows is written once, against this contract.</summary>
public interface ICluster
{
    /// <summary>Name of the cluster: the <c>cluster-name</c> label, at most 63 characters.</summary>
    string ClusterName { get; }

    /// <summary>The environment it serves; of a management cluster, the highest of those.</summary>
    TreEnvironment Environment { get; }

    /// <summary>Where it runs.</summary>
    Vendor Vendor { get; }

    /// <summary>The vendor's region, or the operator's name for the site.</summary>
    string Region { get; }

    /// <summary>Nodes it starts with, at least 1.</summary>
    int NodeCount { get; }

    /// <summary>
    /// Range of the pods' addresses, which Cilium hands out. Null: pods have addresses of the vendor's own network, and
    /// <see cref="CiliumValues"/> say how they are routed.
    /// </summary>
    IPNetwork? PodCidr { get; }

    /// <summary>IPv6 range of the pods' addresses, in a cluster of both families. Default: none.</summary>
    IPNetwork? PodCidrV6 => null;

    /// <summary>Values of Cilium's chart that hold on the vendor's nodes only. Default: none.</summary>
    InputMap<object> CiliumValues => [];

    /// <summary>Where Cilium finds the API server before it has programmed the Service addresses.</summary>
    ApiEndpoint ApiEndpoint { get; }

    /// <summary>URL at which other clusters find the API server, like <c>https://192.0.2.10:6443</c>.</summary>
    Output<string> ApiServerUrl { get; }

    /// <summary>Administrator's kubeconfig. Secret.</summary>
    Output<string> KubeConfig { get; }

    /// <summary>Provider for resources that the cluster needs before it has a network.</summary>
    KubernetesProvider Kubernetes { get; }

    /// <summary>Indicates that the cluster has nodes before it has a network. Default: true. Otherwise its nodes are created after Cilium.</summary>
    bool HasNodes => true;

    /// <summary>Drivers behind the storage classes.</summary>
    StorageDrivers Storage { get; }

    /// <summary>How an Argo CD that runs elsewhere signs in.</summary>
    ArgoCredential ArgoCredential { get; }
}

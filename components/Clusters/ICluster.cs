using System.Net;
using K8tre.Components.Network;
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

    /// <summary>Provider for what the cluster needs before its network works. Everything else takes <see cref="ClusterNetwork.Kubernetes"/>.</summary>
    KubernetesProvider Kubernetes { get; }

    /// <summary>Whether it has nodes before it has a network. Default: it has. Else <see cref="DefineNodes"/> makes them.</summary>
    bool HasNodes => true;

    /// <summary>Defines the nodes of a vendor that takes none for made before they are ready, which they never are without a CNI.</summary>
    /// <param name="cni">Known once Cilium's objects are in the cluster.</param>
    /// <returns>Known once nodes are ready, and so Cilium runs. Default: <paramref name="cni"/>, they were there before it.</returns>
    Output<string> DefineNodes(Output<string> cni) => cni;

    /// <summary>Drivers behind the storage classes.</summary>
    StorageDrivers Storage { get; }

    /// <summary>How an Argo CD that runs elsewhere signs in.</summary>
    ArgoCredential ArgoCredential { get; }
}

using K8tre.Components.Addresses;
using Pulumi.AzureNative.ContainerService;
using Pulumi.AzureNative.ContainerService.Inputs;

namespace K8tre.Components.Azure.Cluster;

/// <summary>Inputs of a managed cluster for its network without a CNI.</summary>
/// <remarks>https://learn.microsoft.com/azure/aks/use-byo-cni</remarks>
internal static class AksNetwork
{
    /// <summary>Returns the network profile of the cluster.</summary>
    public static ContainerServiceNetworkProfileArgs Profile(AksClusterArgs cluster) => new()
    {
        NetworkPlugin = NetworkPlugin.None,
        // The API server needs the range to reach webhooks of pods.
        PodCidr = cluster.PodCidr.ToString(),
        ServiceCidr = cluster.ServiceCidr.ToString(),
        DnsServiceIP = cluster.ServiceCidr.Address(10).ToString(),
        LoadBalancerSku = LoadBalancerSku.Standard,
        OutboundType = OutboundType.UserDefinedRouting,
    };
}

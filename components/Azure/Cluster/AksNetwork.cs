using K8tre.Components.Addresses;
using Pulumi.AzureNative.ContainerService;
using Pulumi.AzureNative.ContainerService.Inputs;

namespace K8tre.Components.Azure.Cluster;

/// <summary>What AKS is told of the network of a cluster to which it brings no CNI.</summary>
/// <remarks>https://learn.microsoft.com/azure/aks/use-byo-cni</remarks>
internal static class AksNetwork
{
    /// <summary>The cluster's network profile.</summary>
    public static ContainerServiceNetworkProfileArgs Profile(AksClusterArgs cluster) => new()
    {
        NetworkPlugin = NetworkPlugin.None,
        // Without it the API server has no way to the webhooks of pods.
        PodCidr = cluster.PodCidr.ToString(),
        ServiceCidr = cluster.ServiceCidr.ToString(),
        DnsServiceIP = cluster.ServiceCidr.Address(10).ToString(),
        LoadBalancerSku = LoadBalancerSku.Standard,
        OutboundType = OutboundType.UserDefinedRouting,
    };
}

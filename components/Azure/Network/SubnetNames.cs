namespace K8tre.Components.Azure.Network;

/// <summary>Names of subnets. Azure prescribes the first two, and K8TRE those of a cluster.</summary>
/// <remarks>
/// https://learn.microsoft.com/azure/firewall/firewall-faq, https://learn.microsoft.com/azure/bastion/configuration-settings#subnet; K8TRE's overlay
/// for the gateway: https://github.com/k8tre/k8tre/blob/d9ff2e1/agnostics/gateway/azure/base/gateway-service-patch.yaml
/// </remarks>
internal static class SubnetNames
{
    public const string Firewall = "AzureFirewallSubnet";
    public const string Bastion = "AzureBastionSubnet";
    public const string Operators = "snet-operators";
    public const string DnsInbound = "snet-dns-inbound";
    public const string DnsOutbound = "snet-dns-outbound";
    public const string Pipelines = "snet-pipelines";
    public const string Gateway = "snet-applicationgateway";
    public const string Endpoints = "snet-privatelinkendpoints";
    public const string Nodes = "snet-clusternodes";
    public const string IngressServices = "snet-clusteringressservices";
    public const string ApiServer = "snet-apiserver";
}

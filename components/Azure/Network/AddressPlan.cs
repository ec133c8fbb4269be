using System.Net;
using K8tre.Components.Addresses;
using K8tre.Components.Clusters;

namespace K8tre.Components.Azure.Network;

/// <summary>
/// Where everything lies in one address space: eight equal blocks, the first for the hub, one for each environment, one for the management
/// cluster, three free. A block is never shared and never moves, so that an environment can come later without a new plan.
/// </summary>
/// <remarks>
/// Names and sizes: https://learn.microsoft.com/azure/firewall/firewall-faq (AzureFirewallSubnet, /26),
/// https://learn.microsoft.com/azure/bastion/configuration-settings#subnet (AzureBastionSubnet, /26),
/// https://learn.microsoft.com/azure/dns/dns-private-resolver-overview#subnet-restrictions (/28 for an endpoint),
/// https://learn.microsoft.com/azure/application-gateway/configuration-infrastructure#size-of-the-subnet (/24 recommended),
/// https://learn.microsoft.com/azure/container-apps/networking (/27 or larger for an environment),
/// https://learn.microsoft.com/azure/aks/api-server-vnet-integration (/28 or larger for the API server)
/// </remarks>
public sealed record AddressPlan
{
    /// <summary>Shortest and longest prefix of an address space.</summary>
    public const int ShortestPrefix = 12, LongestPrefix = 20;

    private const int BlockBits = 3;
    private const int SmallSubnet = 26, EndpointSubnet = 28, LargeSubnet = 24;

    /// <summary>Divides an address space.</summary>
    /// <param name="addressSpace">IPv4, /12 to /20.</param>
    /// <exception cref="ArgumentOutOfRangeException">It is smaller or larger.</exception>
    public AddressPlan(IPNetwork addressSpace) => AddressSpace = addressSpace.PrefixLength is >= ShortestPrefix and <= LongestPrefix
        ? addressSpace
        : throw new ArgumentOutOfRangeException(nameof(addressSpace), addressSpace, $"supply /{ShortestPrefix} to /{LongestPrefix}");

    /// <summary>The whole of it.</summary>
    public IPNetwork AddressSpace { get; }

    /// <summary>The hub's network.</summary>
    public IPNetwork Hub => Block(0);

    /// <summary>Of the hub: the firewall's subnet, which Azure wants called <c>AzureFirewallSubnet</c>.</summary>
    public IPNetwork Firewall => Hub.Part(SmallSubnet, 0);

    /// <summary>Of the hub: machines from which operators reach the private clusters.</summary>
    public IPNetwork Operators => Hub.Part(SmallSubnet, 1);

    /// <summary>Of the hub: Bastion's subnet, which Azure wants called <c>AzureBastionSubnet</c>.</summary>
    public IPNetwork Bastion => Hub.Part(SmallSubnet, 2);

    /// <summary>Of the hub: where other networks ask for names of this one.</summary>
    public IPNetwork DnsInbound => Hub.Part(EndpointSubnet, 12);

    /// <summary>Of the hub: from where names of other networks are asked for.</summary>
    public IPNetwork DnsOutbound => Hub.Part(EndpointSubnet, 13);

    /// <summary>Of the hub: private endpoints of what all clusters share.</summary>
    public IPNetwork HubEndpoints => Hub.Part(SmallSubnet, 4);

    /// <summary>Of the hub: jobs of pipelines, which reach the private clusters too.</summary>
    public IPNetwork Pipelines => Hub.Part(SmallSubnet, 6);

    /// <summary>Of the hub: the public gateway. As large as its instances ever ask for, where the hub has the room.</summary>
    public IPNetwork Gateway => Hub.PrefixLength <= LargeSubnet - 2 ? Hub.Part(LargeSubnet, 2) : Hub.Part(SmallSubnet, 5);

    /// <summary>The network of the management cluster.</summary>
    public IPNetwork Management => Block(4);

    /// <summary>Every range with the name of its network and its subnet, as a table: the networks in the order of their blocks, each before its subnets.</summary>
    public IReadOnlyList<AddressPlanRow> Ranges =>
    [
        new("hub", null, Hub),
        new("hub", SubnetNames.Firewall, Firewall),
        new("hub", SubnetNames.Operators, Operators),
        new("hub", SubnetNames.Bastion, Bastion),
        new("hub", SubnetNames.DnsInbound, DnsInbound),
        new("hub", SubnetNames.DnsOutbound, DnsOutbound),
        new("hub", SubnetNames.Endpoints, HubEndpoints),
        new("hub", SubnetNames.Pipelines, Pipelines),
        new("hub", SubnetNames.Gateway, Gateway),
        .. Enum.GetValues<TreEnvironment>().SelectMany(environment => Cluster(environment.Label(), Spoke(environment))),
        .. Cluster("management", Management),
    ];

    /// <summary>The network of an environment.</summary>
    public IPNetwork Spoke(TreEnvironment environment) => Block((int)environment);

    /// <summary>Of a spoke: its nodes, the first half.</summary>
    public static IPNetwork Nodes(IPNetwork spoke) => spoke.Part(spoke.PrefixLength + 1, 0);

    /// <summary>Of a spoke: the addresses of its internal load balancers.</summary>
    public static IPNetwork IngressServices(IPNetwork spoke) => Rest(spoke).Part(SmallSubnet, 0);

    /// <summary>Of a spoke: its private endpoints.</summary>
    public static IPNetwork PrivateEndpoints(IPNetwork spoke) => Rest(spoke).Part(SmallSubnet, 1);

    /// <summary>Of a spoke: its API server.</summary>
    public static IPNetwork ApiServer(IPNetwork spoke) => Rest(spoke).Part(SmallSubnet, 2);

    private static IEnumerable<AddressPlanRow> Cluster(string network, IPNetwork spoke) =>
    [
        new(network, null, spoke),
        new(network, SubnetNames.Nodes, Nodes(spoke)),
        new(network, SubnetNames.IngressServices, IngressServices(spoke)),
        new(network, SubnetNames.Endpoints, PrivateEndpoints(spoke)),
        new(network, SubnetNames.ApiServer, ApiServer(spoke)),
    ];

    private IPNetwork Block(int index) => AddressSpace.Part(AddressSpace.PrefixLength + BlockBits, index);

    private static IPNetwork Rest(IPNetwork spoke) => spoke.Part(spoke.PrefixLength + 1, 1);
}

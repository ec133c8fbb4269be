using System.Net;
using K8tre.Components.Addresses;
using K8tre.Components.Clusters;

namespace K8tre.Components.Azure.Network;

/// <summary>
/// Division of a platform's address space into eight equal blocks: the first for the hub, one for each environment, one for the management cluster, and
/// three that are free. Blocks are fixed, so that an environment can be added later.
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

    /// <summary>Creates the plan of an address space.</summary>
    /// <param name="addressSpace">IPv4, /12 to /20.</param>
    /// <exception cref="ArgumentOutOfRangeException">The address space is smaller or larger.</exception>
    public AddressPlan(IPNetwork addressSpace) => AddressSpace = addressSpace.PrefixLength is >= ShortestPrefix and <= LongestPrefix
        ? addressSpace
        : throw new ArgumentOutOfRangeException(nameof(addressSpace), addressSpace, $"supply /{ShortestPrefix} to /{LongestPrefix}");

    /// <summary>Gets the whole address space.</summary>
    public IPNetwork AddressSpace { get; }

    /// <summary>Gets the range of the hub's network.</summary>
    public IPNetwork Hub => Block(0);

    /// <summary>Gets the range of the firewall's subnet in the hub.</summary>
    public IPNetwork Firewall => Hub.Part(SmallSubnet, 0);

    /// <summary>Gets the range of the operators' subnet in the hub.</summary>
    public IPNetwork Operators => Hub.Part(SmallSubnet, 1);

    /// <summary>Gets the range of Bastion's subnet in the hub.</summary>
    public IPNetwork Bastion => Hub.Part(SmallSubnet, 2);

    /// <summary>Gets the range of the DNS resolver's inbound subnet in the hub.</summary>
    public IPNetwork DnsInbound => Hub.Part(EndpointSubnet, 12);

    /// <summary>Gets the range of the DNS resolver's outbound subnet in the hub.</summary>
    public IPNetwork DnsOutbound => Hub.Part(EndpointSubnet, 13);

    /// <summary>Gets the range of the private endpoints in the hub, which all clusters share.</summary>
    public IPNetwork HubEndpoints => Hub.Part(SmallSubnet, 4);

    /// <summary>Gets the range of the pipelines' subnet in the hub.</summary>
    public IPNetwork Pipelines => Hub.Part(SmallSubnet, 6);

    /// <summary>Gets the range of the application gateway's subnet in the hub: a /24 as Azure recommends, if the hub is large enough.</summary>
    public IPNetwork Gateway => Hub.PrefixLength <= LargeSubnet - 2 ? Hub.Part(LargeSubnet, 2) : Hub.Part(SmallSubnet, 5);

    /// <summary>Gets the range of the management cluster's network.</summary>
    public IPNetwork Management => Block(4);

    /// <summary>Gets all ranges as a table: networks in the order of their blocks, each followed by its subnets.</summary>
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

    /// <summary>Gets the range of an environment's network.</summary>
    public IPNetwork Spoke(TreEnvironment environment) => Block((int)environment);

    /// <summary>Gets the range of the nodes' subnet in a spoke: the first half of it.</summary>
    public static IPNetwork Nodes(IPNetwork spoke) => spoke.Part(spoke.PrefixLength + 1, 0);

    /// <summary>Gets the range of the internal load balancers' subnet in a spoke.</summary>
    public static IPNetwork IngressServices(IPNetwork spoke) => Rest(spoke).Part(SmallSubnet, 0);

    /// <summary>Gets the range of the private endpoints' subnet in a spoke.</summary>
    public static IPNetwork PrivateEndpoints(IPNetwork spoke) => Rest(spoke).Part(SmallSubnet, 1);

    /// <summary>Gets the range of the API server's subnet in a spoke.</summary>
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

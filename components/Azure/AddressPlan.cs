using System.Buffers.Binary;
using System.Net;
using K8tre.Components.Clusters;

namespace K8tre.Components.Azure;

/// <summary>
/// Where everything lies in one address space: eight equal blocks, the first for the hub, one for each environment, one for the management cluster, three free. A block is never
/// shared and never moves, so that an environment can come later without a new plan.
/// </summary>
/// <remarks>
/// Names and sizes: https://learn.microsoft.com/azure/firewall/firewall-faq (AzureFirewallSubnet, /26),
/// https://learn.microsoft.com/azure/aks/api-server-vnet-integration (/28 or larger for the API server)
/// </remarks>
public sealed record AddressPlan
{
    /// <summary>Shortest and longest prefix of an address space.</summary>
    public const int ShortestPrefix = 12, LongestPrefix = 20;

    private const int BlockBits = 3;
    private const int SmallSubnet = 26;

    /// <summary>Divides an address space.</summary>
    /// <param name="addressSpace">IPv4, /12 to /20.</param>
    /// <exception cref="ArgumentOutOfRangeException">It is smaller or larger.</exception>
    public AddressPlan(IPNetwork addressSpace) => AddressSpace = addressSpace.PrefixLength is >= ShortestPrefix and <= LongestPrefix
        ? addressSpace
        : throw new ArgumentOutOfRangeException(nameof(addressSpace), addressSpace, $"supply /{ShortestPrefix} to /{LongestPrefix}");

    /// <summary>The whole of it.</summary>
    public IPNetwork AddressSpace { get; }

    /// <summary>The hub's network.</summary>
    public IPNetwork Hub => Part(AddressSpace, AddressSpace.PrefixLength + BlockBits, 0);

    /// <summary>Of the hub: the firewall's subnet, which Azure wants called <c>AzureFirewallSubnet</c>.</summary>
    public IPNetwork Firewall => Part(Hub, SmallSubnet, 0);

    /// <summary>Of the hub: machines from which operators and pipelines reach the private clusters.</summary>
    public IPNetwork Operators => Part(Hub, SmallSubnet, 1);

    /// <summary>The network of the management cluster.</summary>
    public IPNetwork Management => Part(AddressSpace, AddressSpace.PrefixLength + BlockBits, 4);

    /// <summary>The network of an environment.</summary>
    public IPNetwork Spoke(TreEnvironment environment) => Part(AddressSpace, AddressSpace.PrefixLength + BlockBits, (int)environment);

    /// <summary>Of a spoke: its nodes, the first half.</summary>
    public static IPNetwork Nodes(IPNetwork spoke) => Part(spoke, spoke.PrefixLength + 1, 0);

    /// <summary>Of a spoke: the addresses of its internal load balancers.</summary>
    public static IPNetwork IngressServices(IPNetwork spoke) => Part(Rest(spoke), SmallSubnet, 0);

    /// <summary>Of a spoke: its private endpoints.</summary>
    public static IPNetwork PrivateEndpoints(IPNetwork spoke) => Part(Rest(spoke), SmallSubnet, 1);

    /// <summary>Of a spoke: its API server.</summary>
    public static IPNetwork ApiServer(IPNetwork spoke) => Part(Rest(spoke), SmallSubnet, 2);

    private static IPNetwork Rest(IPNetwork spoke) => Part(spoke, spoke.PrefixLength + 1, 1);

    private static IPNetwork Part(IPNetwork whole, int prefixLength, int index)
    {
        var bytes = whole.BaseAddress.GetAddressBytes();
        BinaryPrimitives.WriteUInt32BigEndian(bytes, BinaryPrimitives.ReadUInt32BigEndian(bytes) + ((uint)index << (32 - prefixLength)));
        return new(new IPAddress(bytes), prefixLength);
    }
}

using System.Net;
using K8tre.Components.Addresses;
using K8tre.Components.Clusters;

namespace K8tre.Components.Aws.Network;

/// <summary>
/// Address plan of a platform in one address space: a quarter for each environment, half of the first quarter for the management cluster,
/// and the other half free. Ranges are never shared and never move, so that an environment, a zone or a firewall can be added later.
/// </summary>
/// <remarks>
/// Pods have addresses of their node's subnet, assigned a /28 at a time, so that three quarters of a VPC are for nodes and pods:
/// https://docs.cilium.io/en/v1.19/network/concepts/ipam/eni/. K8TRE allows pods to reach a VPC only if it is inside 10.0.0.0/16:
/// https://github.com/k8tre/k8tre/blob/d9ff2e1/agnostics/default-network-policy/aws/base/clusterwide-networkpolicy.yaml.
/// Sizes: https://docs.aws.amazon.com/vpc/latest/userguide/vpc-cidr-blocks.html
/// </remarks>
public sealed record AddressPlan
{
    /// <summary>
    /// Shortest and longest prefix of an address space. A quarter of a /14 is a /16, the largest VPC. With less than a /17, a zone of the
    /// management cluster would have fewer than 1024 addresses for nodes and pods.
    /// </summary>
    public const int ShortestPrefix = 14, LongestPrefix = 17;

    /// <summary>Minimum and maximum number of availability zones of a VPC. Load balancers and control planes require two.</summary>
    public const int FewestZones = 2, MostZones = 3;

    // One network interface each, and the addresses that AWS reserves:
    // https://docs.aws.amazon.com/network-firewall/latest/developerguide/vpc-config.html
    private const int SmallestSubnet = 28;

    /// <summary>Divides an address space.</summary>
    /// <param name="addressSpace">IPv4, /14 to /17.</param>
    /// <exception cref="ArgumentOutOfRangeException">The address space is smaller or larger.</exception>
    public AddressPlan(IPNetwork addressSpace) => AddressSpace = addressSpace.PrefixLength is >= ShortestPrefix and <= LongestPrefix
        ? addressSpace
        : throw new ArgumentOutOfRangeException(nameof(addressSpace), addressSpace, $"supply /{ShortestPrefix} to /{LongestPrefix}");

    /// <summary>The whole address space.</summary>
    public IPNetwork AddressSpace { get; }

    /// <summary>Range of the management cluster's VPC.</summary>
    public IPNetwork Management => Part(AddressSpace, 3, 0);

    /// <summary>Returns the range of an environment's VPC.</summary>
    public IPNetwork Spoke(TreEnvironment environment) => Part(AddressSpace, 2, (int)environment);

    /// <summary>Returns the range of the nodes and pods of a VPC in a zone, counted from 0.</summary>
    public static IPNetwork Private(IPNetwork spoke, int zone) => Part(spoke, 2, Checked(zone));

    /// <summary>Returns the range of a VPC's subnets without egress, for endpoints and control planes, in all zones.</summary>
    public static IPNetwork Isolated(IPNetwork spoke) => Part(Rest(spoke), 1, 0);

    /// <summary>Returns the range of a VPC's subnet without egress in a zone.</summary>
    public static IPNetwork Isolated(IPNetwork spoke, int zone) => Part(Isolated(spoke), 2, Checked(zone));

    /// <summary>Returns the range of the public load balancers of a VPC in a zone.</summary>
    public static IPNetwork Public(IPNetwork spoke, int zone) => Part(Part(Rest(spoke), 2, 2), 2, Checked(zone));

    /// <summary>Returns the range of the firewall of a VPC in a zone.</summary>
    public static IPNetwork Firewall(IPNetwork spoke, int zone) => Small(spoke, Checked(zone));

    /// <summary>Returns the range of the NAT gateway of a VPC in a zone.</summary>
    public static IPNetwork Nat(IPNetwork spoke, int zone) => Small(spoke, MostZones + 1 + Checked(zone));

    private static IPNetwork Rest(IPNetwork spoke) => Part(spoke, 2, MostZones);

    private static IPNetwork Small(IPNetwork spoke, int index)
    {
        var edge = Part(Rest(spoke), 2, 3);
        return Part(edge, SmallestSubnet - edge.PrefixLength, index);
    }

    private static int Checked(int zone) =>
        zone is >= 0 and < MostZones ? zone : throw new ArgumentOutOfRangeException(nameof(zone), zone, $"supply 0 to {MostZones - 1}");

    private static IPNetwork Part(IPNetwork whole, int bits, int index) => whole.Part(whole.PrefixLength + bits, index);
}

using System.Net;
using K8tre.Components.Addresses;
using K8tre.Components.Azure.Monitoring;
using K8tre.Components.Azure.Scope;
using Pulumi.AzureNative.DnsResolver;
using Pulumi.AzureNative.DnsResolver.Inputs;
using NativeResolver = Pulumi.AzureNative.DnsResolver.DnsResolver;
using VirtualNetwork = Pulumi.AzureNative.Network.VirtualNetwork;

namespace K8tre.Components.Azure.Network;

/// <summary>Inputs of <see cref="DnsResolver"/>.</summary>
public sealed record DnsResolverArgs
{
    /// <summary>Where it goes.</summary>
    public required AzureScope Scope { get; init; }

    /// <summary>The network whose names it knows.</summary>
    public required VirtualNetwork Network { get; init; }

    /// <summary>Addresses of the subnet where it is asked, /28 to /24. It answers at the fifth.</summary>
    /// <exception cref="ArgumentOutOfRangeException">They are among those that the service uses itself.</exception>
    public required IPNetwork InboundRange { get; init => field = Usable(value, nameof(InboundRange)); }

    /// <summary>Addresses of the subnet from which it asks, /28 to /24.</summary>
    /// <exception cref="ArgumentOutOfRangeException">They are among those that the service uses itself.</exception>
    public required IPNetwork OutboundRange { get; init => field = Usable(value, nameof(OutboundRange)); }

    /// <summary>Ranges of those that may ask it.</summary>
    public required IReadOnlyList<IPNetwork> Clients { get; init; }

    /// <summary>Domains that it asks servers elsewhere for. None: it asks nobody.</summary>
    public required IReadOnlyList<DnsForward> Forwards { get; init; }

    /// <summary>Where its subnets' security groups log.</summary>
    public required LogWorkspace Logs { get; init; }

    /// <summary>Subnet to make first: Azure changes one subnet of a network at a time. Default: none.</summary>
    public SubnetWithNsg? After { get; init; }

    private static IPNetwork Usable(IPNetwork range, string name) => DnsResolver.IsTaken(range)
        ? throw new ArgumentOutOfRangeException(name, range, "the service uses 10.0.1.0 to 10.0.16.255 itself; choose another address space")
        : range;
}

/// <summary>Names across networks: others ask for those of this network at one address, and for given domains this network asks others.</summary>
/// <remarks>https://learn.microsoft.com/azure/dns/private-resolver-endpoints-rulesets</remarks>
public sealed class DnsResolver : ComponentResource
{
    // The first four of a subnet are Azure's.
    private const int AddressInSubnet = 4;

    private static readonly IPv4Range Taken = IPv4Range.Parse("10.0.1.0-10.0.16.255");

    private readonly string _name;
    private readonly DnsResolverArgs _args;
    private readonly CustomResourceOptions _inside;

    /// <summary>Makes the resolver, its subnets and its rules.</summary>
    public DnsResolver(string name, DnsResolverArgs args, ComponentResourceOptions? options = null)
        : base("k8tre:azure:DnsResolver", name, options)
    {
        (_name, _args, _inside) = (name, args, new() { Parent = this });
        var resolver = new NativeResolver(name, new()
        {
            DnsResolverName = $"dnspr-{name}",
            ResourceGroupName = args.Scope.ResourceGroup,
            Location = args.Scope.Region,
            VirtualNetwork = new SubResourceArgs { Id = args.Network.Id },
        }, _inside);

        LastSubnet = Subnet("inbound", SubnetNames.DnsInbound, args.InboundRange, args.After, allowInbound: args.Clients.Count == 0 ? [] : [Dns("clients", args.Clients.Select(range => range.ToString()))]);
        var address = args.InboundRange.Address(AddressInSubnet).ToString();
        var inbound = new InboundEndpoint($"{name}-inbound", new()
        {
            InboundEndpointName = "inbound",
            DnsResolverName = resolver.Name,
            ResourceGroupName = args.Scope.ResourceGroup,
            Location = args.Scope.Region,
            IpConfigurations =
            {
                // Fixed: servers elsewhere have it in their settings.
                new IpConfigurationArgs
                {
                    PrivateIpAllocationMethod = IpAllocationMethod.Static,
                    PrivateIpAddress = address,
                    Subnet = new SubResourceArgs { Id = LastSubnet.Id },
                },
            },
        }, _inside);
        Address = inbound.Id.Apply(_ => address);
        if (args.Forwards.Count > 0)
            LastSubnet = Forward(resolver);

        RegisterOutputs();
    }

    /// <summary>Address at which others ask. Known once it answers.</summary>
    [Output("address")]
    public Output<string> Address { get; private set; }

    internal SubnetWithNsg LastSubnet { get; }

    /// <summary>Whether a subnet is among the addresses that the service uses itself: 10.0.1.0 to 10.0.16.255.</summary>
    /// <remarks>https://learn.microsoft.com/azure/dns/dns-private-resolver-overview#subnet-restrictions</remarks>
    public static bool IsTaken(IPNetwork subnet) => Taken.Contains(subnet.BaseAddress);

    private SubnetWithNsg Forward(NativeResolver resolver)
    {
        var subnet = Subnet(
            "outbound", SubnetNames.DnsOutbound, _args.OutboundRange, LastSubnet,
            allowOutbound: [Dns("servers", _args.Forwards.SelectMany(forward => forward.Servers).Select(server => server.ToString()).Distinct())]);
        var outbound = new OutboundEndpoint($"{_name}-outbound", new()
        {
            OutboundEndpointName = "outbound",
            DnsResolverName = resolver.Name,
            ResourceGroupName = _args.Scope.ResourceGroup,
            Location = _args.Scope.Region,
            Subnet = new SubResourceArgs { Id = subnet.Id },
        }, _inside);
        var rules = new DnsForwardingRuleset($"{_name}-rules", new()
        {
            DnsForwardingRulesetName = $"dnsfrs-{_name}",
            ResourceGroupName = _args.Scope.ResourceGroup,
            Location = _args.Scope.Region,
            DnsResolverOutboundEndpoints = { new SubResourceArgs { Id = outbound.Id } },
        }, _inside);
        foreach (var forward in _args.Forwards)
        {
            var rule = forward.Domain.Replace('.', '-');
            _ = new ForwardingRule($"{_name}-{rule}", new()
            {
                // It begins with a letter, whatever the domain does.
                ForwardingRuleName = $"to-{rule}",
                DnsForwardingRulesetName = rules.Name,
                ResourceGroupName = _args.Scope.ResourceGroup,
                DomainName = $"{forward.Domain}.",
                ForwardingRuleState = ForwardingRuleState.Enabled,
                TargetDnsServers = forward.Servers.Select(server => new TargetDnsServerArgs { IpAddress = server.ToString(), Port = 53 }).ToArray(),
            }, _inside);
        }
        // Clusters' networks ask the firewall, which asks here: they need no link of their own.
        _ = new PrivateResolverVirtualNetworkLink($"{_name}-link", new()
        {
            VirtualNetworkLinkName = "hub",
            DnsForwardingRulesetName = rules.Name,
            ResourceGroupName = _args.Scope.ResourceGroup,
            VirtualNetwork = new SubResourceArgs { Id = _args.Network.Id },
        }, _inside);
        return subnet;
    }

    private SubnetWithNsg Subnet(string role, string subnetName, IPNetwork range, SubnetWithNsg? after, NetworkSecurityRule[]? allowInbound = null, NetworkSecurityRule[]? allowOutbound = null) => new($"{_name}-{role}-subnet", new()
    {
        Scope = _args.Scope,
        Network = _args.Network.Name,
        SubnetName = subnetName,
        Range = range,
        AllowInbound = allowInbound ?? [],
        AllowOutbound = allowOutbound ?? [],
        Delegation = "Microsoft.Network/dnsResolvers",
        Logs = _args.Logs,
        After = after,
    }, new() { Parent = this });

    private static NetworkSecurityRule Dns(string name, IEnumerable<string> ranges) => new(name) { Ranges = ranges.ToArray(), Ports = ["53"], IsUdpToo = true };
}

using System.Net;
using K8tre.Components.Addresses;
using K8tre.Components.Azure.Scope;
using Pulumi.AzureNative.DnsResolver;
using Pulumi.AzureNative.DnsResolver.Inputs;
using NativeResolver = Pulumi.AzureNative.DnsResolver.DnsResolver;

namespace K8tre.Components.Azure.Network;

/// <summary>Inputs of <see cref="DnsResolver"/>.</summary>
public sealed record DnsResolverArgs
{
    /// <summary>Scope of the resolver.</summary>
    public required AzureScope Scope { get; init; }

    /// <summary>Id of the network whose names the resolver knows.</summary>
    public required Input<string> NetworkId { get; init; }

    /// <summary>Name of that network.</summary>
    public required Input<string> NetworkName { get; init; }

    /// <summary>Address range of the inbound endpoint's subnet, /28 to /24. The endpoint has its fifth address.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The service reserves these addresses.</exception>
    public required IPNetwork InboundRange { get; init => field = NotReserved(value, nameof(InboundRange)); }

    /// <summary>Address range of the outbound endpoint's subnet, /28 to /24.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The service reserves these addresses.</exception>
    public required IPNetwork OutboundRange { get; init => field = NotReserved(value, nameof(OutboundRange)); }

    /// <summary>Address ranges of the clients that may query the resolver.</summary>
    public required IReadOnlyList<IPNetwork> Clients { get; init; }

    /// <summary>Domains whose queries are forwarded to other servers. Empty: no query is forwarded.</summary>
    public required IReadOnlyList<DnsForward> Forwards { get; init; }

    /// <summary>Id of the Log Analytics workspace that receives the logs of the subnets' security groups.</summary>
    public required Input<string> LogWorkspace { get; init; }

    /// <summary>Resources that must exist before the first subnet: Azure changes one subnet of a network at a time. Default: none.</summary>
    public IReadOnlyList<Resource> DependsOn { get; init; } = [];

    private static IPNetwork NotReserved(IPNetwork range, string name) => DnsResolver.IsTaken(range)
        ? throw new ArgumentOutOfRangeException(name, range, "Azure DNS Private Resolver reserves 10.0.1.0 to 10.0.16.255; choose another address space")
        : range;
}

/// <summary>
/// DNS private resolver. Other networks query the names of its network at one address, and it forwards the queries for given domains to other servers.
/// </summary>
/// <remarks>https://learn.microsoft.com/azure/dns/private-resolver-endpoints-rulesets</remarks>
public sealed class DnsResolver : ComponentResource
{
    // Azure reserves the first four addresses of a subnet.
    private const int AddressInSubnet = 4;

    private static readonly IPv4Range Taken = IPv4Range.Parse("10.0.1.0-10.0.16.255");

    private readonly string _name;
    private readonly DnsResolverArgs _args;
    private readonly CustomResourceOptions _inside;

    /// <summary>Creates the resolver, its subnets and its rules.</summary>
    public DnsResolver(string name, DnsResolverArgs args, ComponentResourceOptions? options = null)
        : base("k8tre:azure:DnsResolver", name, options)
    {
        (_name, _args, _inside) = (name, args, new() { Parent = this });
        var resolver = new NativeResolver(name, new()
        {
            DnsResolverName = $"dnspr-{name}",
            ResourceGroupName = args.Scope.ResourceGroup,
            Location = args.Scope.Region,
            VirtualNetwork = new SubResourceArgs { Id = args.NetworkId },
        }, _inside);

        var inbound = CreateSubnet("inbound", new()
        {
            Scope = args.Scope,
            Network = args.NetworkName,
            SubnetName = SubnetNames.DnsInbound,
            Range = args.InboundRange,
            AllowInbound = args.Clients.Count == 0 ? [] : [Dns("clients", args.Clients.Select(range => range.ToString()))],
            Delegation = "Microsoft.Network/dnsResolvers",
            LogWorkspace = args.LogWorkspace,
            DependsOn = args.DependsOn,
        });
        Subnets = [inbound.Subnet];
        Address = CreateInboundEndpoint(resolver, inbound);
        if (args.Forwards.Count > 0)
            Subnets = [.. Subnets, CreateForwarding(resolver, inbound)];

        RegisterOutputs();
    }

    /// <summary>Address that other networks query.</summary>
    [Output("address")]
    public Output<string> Address { get; private set; }

    /// <summary>Subnets of the endpoints.</summary>
    public IReadOnlyList<Resource> Subnets { get; }

    /// <summary>Returns true if the service reserves addresses of a subnet: 10.0.1.0 to 10.0.16.255.</summary>
    /// <remarks>https://learn.microsoft.com/azure/dns/dns-private-resolver-overview#subnet-restrictions</remarks>
    public static bool IsTaken(IPNetwork subnet) => Taken.Contains(subnet.BaseAddress);

    private Output<string> CreateInboundEndpoint(NativeResolver resolver, SubnetWithNsg subnet)
    {
        var inbound = new InboundEndpoint($"{_name}-inbound", new()
        {
            InboundEndpointName = "inbound",
            DnsResolverName = resolver.Name,
            ResourceGroupName = _args.Scope.ResourceGroup,
            Location = _args.Scope.Region,
            IpConfigurations =
            {
                // A static address: other servers have it in their configuration.
                new IpConfigurationArgs
                {
                    PrivateIpAllocationMethod = IpAllocationMethod.Static,
                    PrivateIpAddress = _args.InboundRange.Address(AddressInSubnet).ToString(),
                    Subnet = new SubResourceArgs { Id = subnet.Id },
                },
            },
        }, _inside);
        return inbound.IpConfigurations.Apply(configurations => configurations[0].PrivateIpAddress!);
    }

    private Resource CreateForwarding(NativeResolver resolver, SubnetWithNsg previous)
    {
        var servers = _args.Forwards.SelectMany(forward => forward.Servers).Select(server => server.ToString()).Distinct();
        var subnet = CreateSubnet("outbound", new()
        {
            Scope = _args.Scope,
            Network = _args.NetworkName,
            SubnetName = SubnetNames.DnsOutbound,
            Range = _args.OutboundRange,
            AllowInbound = [],
            AllowOutbound = [Dns("servers", servers)],
            Delegation = "Microsoft.Network/dnsResolvers",
            LogWorkspace = _args.LogWorkspace,
            DependsOn = [previous.Subnet],
        });
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
                // The prefix makes the name start with a letter.
                ForwardingRuleName = $"to-{rule}",
                DnsForwardingRulesetName = rules.Name,
                ResourceGroupName = _args.Scope.ResourceGroup,
                DomainName = $"{forward.Domain}.",
                ForwardingRuleState = ForwardingRuleState.Enabled,
                TargetDnsServers = forward.Servers.Select(server => new TargetDnsServerArgs { IpAddress = server.ToString(), Port = 53 }).ToArray(),
            }, _inside);
        }
        // Cluster networks need no link: they query the firewall, which queries the hub's network.
        _ = new PrivateResolverVirtualNetworkLink($"{_name}-link", new()
        {
            VirtualNetworkLinkName = "hub",
            DnsForwardingRulesetName = rules.Name,
            ResourceGroupName = _args.Scope.ResourceGroup,
            VirtualNetwork = new SubResourceArgs { Id = _args.NetworkId },
        }, _inside);
        return subnet.Subnet;
    }

    private SubnetWithNsg CreateSubnet(string role, SubnetWithNsgArgs args) => new($"{_name}-{role}-subnet", args, new() { Parent = this });

    private static NetworkSecurityRule Dns(string name, IEnumerable<string> ranges) =>
        new(name) { Ranges = ranges.ToArray(), Ports = ["53"], IsUdpToo = true };
}

using System.Collections.Immutable;
using System.Net;
using K8tre.Components.Azure.Ingress;
using Pulumi.AzureNative.Network;
using Pulumi.AzureNative.Network.Inputs;

namespace K8tre.Components.Azure.Network;

/// <summary>
/// The network in the middle: one firewall through which alone anything leaves, machines from which private clusters are reached, private
/// endpoints that clusters share, and what the inputs add to them.
/// </summary>
/// <remarks>https://learn.microsoft.com/azure/architecture/reference-architectures/containers/aks/baseline-aks</remarks>
public sealed class HubNetwork : ComponentResource, IHub
{
    /// <summary>Makes the network, its firewall, and what else stands in it.</summary>
    public HubNetwork(string name, HubNetworkArgs args, ComponentResourceOptions? options = null)
        : base("k8tre:azure:HubNetwork", name, options)
    {
        var (scope, addresses, inside) = (args.Scope, args.Addresses, new CustomResourceOptions { Parent = this });
        DdosPlan = args.DdosPlan?.ToOutput();
        if (args.HasDdosPlan)
            DdosPlan ??= new DdosProtectionPlan($"{name}-ddos", new() { DdosProtectionPlanName = $"ddos-{name}", ResourceGroupName = scope.ResourceGroup, Location = scope.Region }, inside).Id;
        var network = new VirtualNetwork(name, Network(name, args), inside);
        args.Logs.Collect(name, network.Id);
        (NetworkName, ResourceGroup) = (network.Name, scope.ResourceGroup.ToOutput());

        var firewall = new EgressFirewall($"{name}-firewall", args, network.Name, new() { Parent = this });
        (FirewallAddress, PublicAddresses, DnsServers) = (firewall.PrivateAddress, firewall.PublicAddresses, [firewall.PrivateAddress]);
        RouteTable = new EgressRouteTable($"{name}-routes", scope, FirewallAddress, new() { Parent = this }).Id;

        string[] everywhere = [.. args.SpokesOfOtherStacks.Prepend(addresses.AddressSpace).Select(range => range.ToString())];
        var operators = Subnet("operators", SubnetNames.Operators, addresses.Operators, routed: true, reaches: ["80", "443"], allowInbound: args.HasBastion
            ? [new("bastion") { Ranges = addresses.Bastion.ToString(), Ports = ["22", "3389"] }]
            : []);
        var endpoints = Subnet("endpoints", SubnetNames.Endpoints, addresses.HubEndpoints, operators, allowInbound: [new("clusters") { Ranges = everywhere, Ports = ["443"] }]);
        (OperatorsSubnet, EndpointsSubnet, LastSubnet) = (operators.Id, endpoints.Id, endpoints);
        if (args.HasPipelines)
        {
            // https://learn.microsoft.com/azure/container-apps/firewall-integration
            LastSubnet = Subnet("pipelines", SubnetNames.Pipelines, addresses.Pipelines, LastSubnet, routed: true, reaches: ["443"], delegation: "Microsoft.App/environments");
            PipelinesSubnet = LastSubnet.Id;
        }
        if (args.HasBastion)
            LastSubnet = new Bastion($"{name}-bastion", BastionOf(), new() { Parent = this }).Subnet;
        if (args.HasDnsResolver)
        {
            var resolver = new DnsResolver($"{name}-dns", ResolverOf(), new() { Parent = this });
            (DnsAddress, LastSubnet) = (resolver.Address, resolver.LastSubnet);
        }

        Operators = Output.Create(new[] { addresses.Operators }.Concat(args.HasPipelines ? [addresses.Pipelines] : []).Select(range => range.ToString()).ToImmutableArray());
        Endpoints = Output.Create(addresses.HubEndpoints.ToString());
        // Azure changes one thing of a network at a time: others are joined to it when its own subnets are there.
        Id = Output.Tuple(network.Id, LastSubnet.Id).Apply(ready => ready.Item1);

        RegisterOutputs();

        SubnetWithNsg Subnet(string role, string subnetName, IPNetwork range, SubnetWithNsg? after = null, bool routed = false, NetworkSecurityRule[]? allowInbound = null, string[]? reaches = null, string? delegation = null)
        {
            return new($"{name}-{role}", new()
            {
                Scope = scope,
                Network = network.Name,
                SubnetName = subnetName,
                Range = range,
                AllowInbound = allowInbound ?? [],
                AllowOutbound = reaches is null ? [] : [new("clusters") { Ranges = everywhere, Ports = reaches }],
                RouteTable = routed ? (Input<string>)RouteTable : null,
                Delegation = delegation,
                Logs = args.Logs,
                After = after,
            }, new() { Parent = this });
        }

        BastionArgs BastionOf() => new()
        {
            Scope = scope,
            Network = network.Name,
            Range = addresses.Bastion,
            Zones = args.Zones,
            AllowInbound = args.BastionAllowInbound,
            AllowsCopyPaste = args.BastionAllowsCopyPaste,
            AllowsTunnels = args.BastionAllowsTunnels,
            Logs = args.Logs,
            After = LastSubnet,
        };

        DnsResolverArgs ResolverOf() => new()
        {
            Scope = scope,
            Network = network,
            InboundRange = addresses.DnsInbound,
            OutboundRange = addresses.DnsOutbound,
            Clients = args.DnsClients,
            Forwards = args.DnsForwards,
            Logs = args.Logs,
            After = LastSubnet,
        };
    }

    /// <inheritdoc/>
    [Output("id")]
    public Output<string> Id { get; private set; }

    /// <inheritdoc/>
    [Output("networkName")]
    public Output<string> NetworkName { get; private set; }

    /// <inheritdoc/>
    [Output("firewallAddress")]
    public Output<string> FirewallAddress { get; private set; }

    /// <summary>Public addresses of its firewall, from one of which everything comes that leaves.</summary>
    [Output("publicAddresses")]
    public Output<ImmutableArray<string>> PublicAddresses { get; private set; }

    /// <summary>Id of the table that sends what leaves its own subnets through the firewall.</summary>
    [Output("routeTable")]
    public Output<string> RouteTable { get; private set; }

    /// <summary>Id of the subnet for machines from which private clusters are reached.</summary>
    [Output("operatorsSubnet")]
    public Output<string> OperatorsSubnet { get; private set; }

    /// <summary>Id of the subnet for private endpoints that all clusters share.</summary>
    [Output("endpointsSubnet")]
    public Output<string> EndpointsSubnet { get; private set; }

    /// <summary>Id of the subnet for pipelines' jobs. Null: there are none.</summary>
    public Output<string>? PipelinesSubnet { get; }

    /// <summary>Address at which other networks ask for names. Null: they cannot.</summary>
    public Output<string>? DnsAddress { get; }

    /// <inheritdoc/>
    public Output<string> ResourceGroup { get; }

    /// <inheritdoc/>
    public IReadOnlyList<Output<string>> DnsServers { get; }

    /// <inheritdoc/>
    public Output<ImmutableArray<string>> Operators { get; }

    /// <inheritdoc/>
    public Output<string>? Endpoints { get; }

    /// <inheritdoc/>
    public Output<string>? DdosPlan { get; }

    /// <inheritdoc/>
    public bool OwnsHubPeering => true;

    /// <inheritdoc/>
    public ProviderResource? Provider => null;

    /// <inheritdoc/>
    public Output<string>? Zone(string domain) => null;

    /// <inheritdoc/>
    public ProviderResource? ZoneProvider(string domain) => null;

    // The one that further subnets of the network come after.
    internal SubnetWithNsg LastSubnet { get; }

    private VirtualNetworkArgs Network(string name, HubNetworkArgs args)
    {
        var network = new VirtualNetworkArgs
        {
            VirtualNetworkName = $"vnet-{name}",
            ResourceGroupName = args.Scope.ResourceGroup,
            Location = args.Scope.Region,
            AddressSpace = new AddressSpaceArgs { AddressPrefixes = { args.Addresses.Hub.ToString() } },
        };
        if (DdosPlan is not null)
            (network.EnableDdosProtection, network.DdosProtectionPlan) = (true, new SubResourceArgs { Id = DdosPlan });
        return network;
    }
}

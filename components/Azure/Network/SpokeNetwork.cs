using System.Net;
using K8tre.Components.Azure.Monitoring;
using K8tre.Components.Azure.Scope;
using Pulumi.AzureNative.Network;
using Pulumi.AzureNative.Network.Inputs;

namespace K8tre.Components.Azure.Network;

/// <summary>Inputs of <see cref="SpokeNetwork"/>.</summary>
public sealed record SpokeNetworkArgs
{
    /// <summary>Where it goes.</summary>
    public required AzureScope Scope { get; init; }

    /// <summary>The hub that it is joined to.</summary>
    public required IHub Hub { get; init; }

    /// <summary>Its addresses: a part of the platform's.</summary>
    public required IPNetwork Range { get; init; }

    /// <summary>Range of the pods' addresses, which only the nodes and the API server see.</summary>
    public required IPNetwork PodCidr { get; init; }

    /// <summary>Where its security groups log.</summary>
    public required LogWorkspace Logs { get; init; }

    /// <summary>What may cross between clusters' networks. Those that begin or end here are let through here too. Default: nothing.</summary>
    public IReadOnlyList<SpokeToSpokeRule> SpokeToSpokeRules { get; init; } = [];

    /// <summary>
    /// Range of the public gateway: of all outside this network, it alone reaches the ingress services then. Default: none, operators and
    /// <see cref="Users"/> do.
    /// </summary>
    public IPNetwork? Gateway { get; init; }

    /// <summary>Ranges of users' networks, an organisation's own, that reach the ingress services where there is no public gateway. Default: none.</summary>
    public IReadOnlyList<IPNetwork> Users { get; init; } = [];
}

/// <summary>The network of one cluster, joined to the hub and to no other: nodes, internal load balancers, private endpoints, API server.</summary>
/// <remarks>https://learn.microsoft.com/azure/architecture/reference-architectures/containers/aks/baseline-aks#network-topology</remarks>
public sealed class SpokeNetwork : ComponentResource
{
    private readonly string _name;
    private readonly SpokeNetworkArgs _args;

    /// <summary>Makes the network.</summary>
    public SpokeNetwork(string name, SpokeNetworkArgs args, ComponentResourceOptions? options = null)
        : base("k8tre:azure:SpokeNetwork", name, options)
    {
        (_name, _args) = (name, args);
        var network = new VirtualNetwork(name, Network(), new() { Parent = this });
        args.Logs.Collect(name, network.Id);
        Id = network.Id;
        RouteTable = new EgressRouteTable($"{name}-routes", args.Scope, args.Hub.FirewallAddress, new() { Parent = this }).Id;

        var rules = new SpokeSecurityRules(args);
        var nodes = Subnet(network.Name, "nodes", SubnetNames.Nodes, AddressPlan.Nodes(args.Range), rules.IntoNodes, rules.OutOfNodes, additionalRange: args.PodCidr);
        var services = Subnet(network.Name, "services", SubnetNames.IngressServices, AddressPlan.IngressServices(args.Range), rules.IntoServices, [], after: nodes);
        var endpoints = Subnet(network.Name, "endpoints", SubnetNames.Endpoints, AddressPlan.PrivateEndpoints(args.Range), rules.IntoEndpoints, [], after: services, routed: false);
        var api = Subnet(network.Name, "api", SubnetNames.ApiServer, AddressPlan.ApiServer(args.Range), rules.IntoApiServer, rules.OutOfApiServer, after: endpoints, delegation: "Microsoft.ContainerService/managedClusters");

        // Azure changes one thing of a network at a time: it is joined when its subnets are there, and one half after the other.
        var toHub = Peer("to-hub", After(network.Name, api.Id), args.Scope.ResourceGroup, args.Hub.Id, forwarded: true);
        var joined = toHub.Id;
        if (args.Hub.OwnsHubPeering)
            joined = Peer("from-hub", args.Hub.NetworkName, args.Hub.ResourceGroup, After(network.Id, toHub.Id), forwarded: false, args.Hub.Provider).Id;
        // Nodes call home when they start: only once there is a way out.
        NodesSubnet = Output.Tuple(nodes.Id, services.Id, joined).Apply(ready => ready.Item1);
        (EndpointsSubnet, ApiServerSubnet) = (endpoints.Id, api.Id);

        RegisterOutputs();
    }

    /// <summary>Id of the network.</summary>
    [Output("id")]
    public Output<string> Id { get; private set; }

    /// <summary>Id of the nodes' subnet. Known once there is a way out of it.</summary>
    [Output("nodesSubnet")]
    public Output<string> NodesSubnet { get; private set; }

    /// <summary>Id of the private endpoints' subnet.</summary>
    [Output("endpointsSubnet")]
    public Output<string> EndpointsSubnet { get; private set; }

    /// <summary>Id of the API server's subnet.</summary>
    [Output("apiServerSubnet")]
    public Output<string> ApiServerSubnet { get; private set; }

    /// <summary>Id of the table that sends what leaves it through the firewall.</summary>
    [Output("routeTable")]
    public Output<string> RouteTable { get; private set; }

    private VirtualNetworkArgs Network()
    {
        var network = new VirtualNetworkArgs
        {
            VirtualNetworkName = $"vnet-{_name}",
            ResourceGroupName = _args.Scope.ResourceGroup,
            Location = _args.Scope.Region,
            AddressSpace = new AddressSpaceArgs { AddressPrefixes = { _args.Range.ToString() } },
        };
        if (_args.Hub.DnsServers.Count > 0)
            network.DhcpOptions = new DhcpOptionsArgs { DnsServers = _args.Hub.DnsServers.ToArray() };
        if (_args.Hub.DdosPlan is { } plan)
            (network.EnableDdosProtection, network.DdosProtectionPlan) = (true, new SubResourceArgs { Id = plan });
        return network;
    }

    private SubnetWithNsg Subnet(
        Input<string> network, string role, string subnetName, IPNetwork range, IReadOnlyList<NetworkSecurityRule> allowInbound, IReadOnlyList<NetworkSecurityRule> allowOutbound,
        SubnetWithNsg? after = null, bool routed = true, string? delegation = null, IPNetwork? additionalRange = null)
    {
        return new($"{_name}-{role}", new()
        {
            Scope = _args.Scope,
            Network = network,
            SubnetName = subnetName,
            Range = range,
            AllowInbound = allowInbound,
            AllowOutbound = allowOutbound,
            AdditionalRange = additionalRange,
            RouteTable = routed ? (Input<string>)RouteTable : null,
            Delegation = delegation,
            Logs = _args.Logs,
            After = after,
        }, new() { Parent = this });
    }

    private VirtualNetworkPeering Peer(string role, Input<string> from, Input<string> group, Input<string> to, bool forwarded, ProviderResource? provider = null) => new($"{_name}-{role}", new()
    {
        VirtualNetworkPeeringName = $"{_name}-{role}",
        ResourceGroupName = group,
        VirtualNetworkName = from,
        RemoteVirtualNetwork = new SubResourceArgs { Id = to },
        AllowVirtualNetworkAccess = true,
        AllowForwardedTraffic = forwarded,
        AllowGatewayTransit = false,
        UseRemoteGateways = false,
    }, new() { Parent = this, Provider = provider });

    private static Output<string> After(Output<string> value, Output<string> other) => Output.Tuple(value, other).Apply(ready => ready.Item1);
}

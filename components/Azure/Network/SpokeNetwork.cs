using K8tre.Components.Azure.Monitoring;
using Pulumi.AzureNative.Network;
using Pulumi.AzureNative.Network.Inputs;
using VirtualNetworkPeeringArgs = Pulumi.AzureNative.Network.VirtualNetworkPeeringArgs;

namespace K8tre.Components.Azure.Network;

/// <summary>
/// Virtual network of one cluster, peered with the hub only. It has subnets for nodes, internal load balancers, private endpoints and the
/// API server.
/// </summary>
/// <remarks>https://learn.microsoft.com/azure/architecture/reference-architectures/containers/aks/baseline-aks#network-topology</remarks>
public sealed class SpokeNetwork : ComponentResource
{
    private readonly string _name;
    private readonly SpokeNetworkArgs _args;

    /// <summary>Creates the network, its subnets and its peering.</summary>
    public SpokeNetwork(string name, SpokeNetworkArgs args, ComponentResourceOptions? options = null)
        : base("k8tre:azure:SpokeNetwork", name, options)
    {
        (_name, _args) = (name, args);
        var network = new VirtualNetwork(name, Network(), new() { Parent = this });
        _ = new DiagnosticLogs($"{name}-logs", new() { Resource = network.Id, Workspace = args.LogWorkspace }, new() { Parent = this });
        Id = network.Id;
        RouteTable = new EgressRouteTable(
            $"{name}-routes", new() { Scope = args.Scope, FirewallAddress = args.Hub.FirewallAddress }, new() { Parent = this }).Id;

        var (rules, range) = (new SpokeSecurityRules(args), args.Range);
        var nodes = CreateSubnet("nodes", new()
        {
            Scope = args.Scope,
            Network = network.Name,
            SubnetName = SubnetNames.Nodes,
            Range = AddressPlan.Nodes(range),
            AdditionalRange = args.PodCidr,
            AllowInbound = rules.IntoNodes,
            AllowOutbound = rules.OutOfNodes,
            RouteTable = RouteTable,
            LogWorkspace = args.LogWorkspace,
        });
        var services = CreateSubnet("services", new()
        {
            Scope = args.Scope,
            Network = network.Name,
            SubnetName = SubnetNames.IngressServices,
            Range = AddressPlan.IngressServices(range),
            AllowInbound = rules.IntoServices,
            RouteTable = RouteTable,
            LogWorkspace = args.LogWorkspace,
            DependsOn = [nodes.Subnet],
        });
        var endpoints = CreateSubnet("endpoints", new()
        {
            Scope = args.Scope,
            Network = network.Name,
            SubnetName = SubnetNames.Endpoints,
            Range = AddressPlan.PrivateEndpoints(range),
            AllowInbound = rules.IntoEndpoints,
            LogWorkspace = args.LogWorkspace,
            DependsOn = [services.Subnet],
        });
        var api = CreateSubnet("api", new()
        {
            Scope = args.Scope,
            Network = network.Name,
            SubnetName = SubnetNames.ApiServer,
            Range = AddressPlan.ApiServer(range),
            AllowInbound = rules.IntoApiServer,
            AllowOutbound = rules.OutOfApiServer,
            RouteTable = RouteTable,
            Delegation = "Microsoft.ContainerService/managedClusters",
            LogWorkspace = args.LogWorkspace,
            DependsOn = [endpoints.Subnet],
        });
        (NodesSubnet, EndpointsSubnet, ApiServerSubnet) = (nodes.Id, endpoints.Id, api.Id);
        CreatePeering(network, api);

        RegisterOutputs();
    }

    /// <summary>Id of the network.</summary>
    [Output("id")]
    public Output<string> Id { get; private set; }

    /// <summary>Id of the nodes' subnet. Nodes need the whole component: they contact Azure when they start, through the peering.</summary>
    [Output("nodesSubnet")]
    public Output<string> NodesSubnet { get; private set; }

    /// <summary>Id of the private endpoints' subnet.</summary>
    [Output("endpointsSubnet")]
    public Output<string> EndpointsSubnet { get; private set; }

    /// <summary>Id of the API server's subnet.</summary>
    [Output("apiServerSubnet")]
    public Output<string> ApiServerSubnet { get; private set; }

    /// <summary>Id of the route table that sends outgoing traffic to the firewall.</summary>
    [Output("routeTable")]
    public Output<string> RouteTable { get; private set; }

    private VirtualNetworkArgs Network()
    {
        var network = VirtualNetworkInputs.For(_name, _args.Scope, _args.Range, _args.Hub.DdosPlan);
        if (_args.Hub.DnsServers.Count > 0)
            network.DhcpOptions = new DhcpOptionsArgs { DnsServers = _args.Hub.DnsServers.ToArray() };
        return network;
    }

    private SubnetWithNsg CreateSubnet(string role, SubnetWithNsgArgs args) => new($"{_name}-{role}", args, new() { Parent = this });

    // Azure changes a network in one place at a time: the peering waits for the subnets of both networks, and its second side for the
    // first.
    private void CreatePeering(VirtualNetwork network, SubnetWithNsg last)
    {
        var hub = _args.Hub;
        var toHub = new VirtualNetworkPeering(
            $"{_name}-to-hub", Peering("to-hub", network.Name, _args.Scope.ResourceGroup, hub.Id, allowForwarded: true),
            new() { Parent = this, DependsOn = [last.Subnet, .. hub.Subnets] });
        if (hub.OwnsHubPeering)
        {
            _ = new VirtualNetworkPeering(
                $"{_name}-from-hub", Peering("from-hub", hub.NetworkName, hub.ResourceGroup, network.Id, allowForwarded: false),
                new() { Parent = this, Provider = hub.Provider, DependsOn = { toHub } });
        }
    }

    private VirtualNetworkPeeringArgs Peering(
        string role, Input<string> network, Input<string> group, Input<string> remote, bool allowForwarded) => new()
        {
            VirtualNetworkPeeringName = $"{_name}-{role}",
            ResourceGroupName = group,
            VirtualNetworkName = network,
            RemoteVirtualNetwork = new SubResourceArgs { Id = remote },
            AllowVirtualNetworkAccess = true,
            AllowForwardedTraffic = allowForwarded,
            AllowGatewayTransit = false,
            UseRemoteGateways = false,
        };
}

using System.Collections.Immutable;
using System.Net;
using K8tre.Components.Azure.Dns;
using K8tre.Components.Azure.Monitoring;
using Pulumi.AzureNative.Network;

namespace K8tre.Components.Azure.Network;

/// <summary>
/// Hub of a platform: a virtual network with the firewall that all outgoing traffic passes, the operators' subnet from which private
/// clusters are reached, the private endpoints that clusters share, and optional services.
/// </summary>
/// <remarks>https://learn.microsoft.com/azure/architecture/reference-architectures/containers/aks/baseline-aks</remarks>
public sealed class HubNetwork : ComponentResource, IHub
{
    private readonly string _name;
    private readonly HubNetworkArgs _args;

    /// <summary>Creates the network, its firewall, its subnets and its services.</summary>
    public HubNetwork(string name, HubNetworkArgs args, ComponentResourceOptions? options = null)
        : base("k8tre:azure:HubNetwork", name, options)
    {
        (_name, _args) = (name, args);
        DdosPlan = args.HasDdosPlan && args.DdosPlan is null ? CreateDdosPlan() : args.DdosPlan?.ToOutput();
        var network = new VirtualNetwork(
            name, VirtualNetworkInputs.For(name, args.Scope, args.Addresses.Hub, DdosPlan), new() { Parent = this });
        _ = new DiagnosticLogs($"{name}-logs", new() { Resource = network.Id, Workspace = args.LogWorkspace }, new() { Parent = this });
        (Id, NetworkName, ResourceGroup) = (network.Id, network.Name, args.Scope.ResourceGroup.ToOutput());

        var firewall = new EgressFirewall($"{name}-firewall", new() { Hub = args, Network = NetworkName }, new() { Parent = this });
        (FirewallAddress, PublicAddresses, DnsServers) = (firewall.PrivateAddress, firewall.PublicAddresses, [firewall.PrivateAddress]);
        RouteTable = new EgressRouteTable(
            $"{name}-routes", new() { Scope = args.Scope, FirewallAddress = FirewallAddress }, new() { Parent = this }).Id;

        // Azure changes one subnet of a network at a time: each one waits for those before it.
        var operators = CreateOperatorsSubnet();
        var endpoints = CreateEndpointsSubnet(operators);
        (OperatorsSubnet, EndpointsSubnet, Subnets) = (operators.Id, endpoints.Id, [operators.Subnet, endpoints.Subnet]);
        if (args.HasPipelines)
        {
            var pipelines = CreatePipelinesSubnet();
            (PipelinesSubnet, Subnets) = (pipelines.Id, [.. Subnets, pipelines.Subnet]);
        }
        if (args.HasBastion)
            Subnets = [.. Subnets, CreateBastion().Subnet];
        if (args.HasDnsResolver)
        {
            var resolver = CreateResolver();
            (DnsAddress, Subnets) = (resolver.Address, [.. Subnets, .. resolver.Subnets]);
        }

        IPNetwork[] ranges = args.HasPipelines ? [args.Addresses.Operators, args.Addresses.Pipelines] : [args.Addresses.Operators];
        Operators = Output.Create(ranges.Select(range => range.ToString()).ToImmutableArray());
        Endpoints = Output.Create(args.Addresses.HubEndpoints.ToString());

        RegisterOutputs();
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

    /// <summary>Public addresses of the firewall, the source addresses of all outgoing traffic.</summary>
    [Output("publicAddresses")]
    public Output<ImmutableArray<string>> PublicAddresses { get; private set; }

    /// <summary>Id of the route table that sends outgoing traffic of the hub's own subnets to the firewall.</summary>
    [Output("routeTable")]
    public Output<string> RouteTable { get; private set; }

    /// <summary>Id of the subnet for machines from which private clusters are reached.</summary>
    [Output("operatorsSubnet")]
    public Output<string> OperatorsSubnet { get; private set; }

    /// <summary>Id of the subnet for private endpoints that all clusters share.</summary>
    [Output("endpointsSubnet")]
    public Output<string> EndpointsSubnet { get; private set; }

    /// <summary>Id of the subnet for jobs of pipelines. Null: there is none.</summary>
    public Output<string>? PipelinesSubnet { get; }

    /// <summary>Address that other networks query for names. Null: there is no DNS resolver.</summary>
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
    public IReadOnlyList<Resource> Subnets { get; }

    /// <inheritdoc/>
    public IPrivateDnsZone? Zone(string domain) => null;

    private string[] Everywhere => [.. _args.SpokesOfOtherStacks.Prepend(_args.Addresses.AddressSpace).Select(range => range.ToString())];

    private Output<string> CreateDdosPlan() => new DdosProtectionPlan(
        $"{_name}-ddos",
        new() { DdosProtectionPlanName = $"ddos-{_name}", ResourceGroupName = _args.Scope.ResourceGroup, Location = _args.Scope.Region },
        new() { Parent = this }).Id;

    private SubnetWithNsg CreateOperatorsSubnet() => new($"{_name}-operators", new()
    {
        Scope = _args.Scope,
        Network = NetworkName,
        SubnetName = SubnetNames.Operators,
        Range = _args.Addresses.Operators,
        AllowInbound = _args.HasBastion ? [new("bastion") { Ranges = _args.Addresses.Bastion.ToString(), Ports = ["22", "3389"] }] : [],
        AllowOutbound = [new("clusters") { Ranges = Everywhere, Ports = ["80", "443"] }],
        RouteTable = RouteTable,
        LogWorkspace = _args.LogWorkspace,
    }, new() { Parent = this });

    private SubnetWithNsg CreateEndpointsSubnet(SubnetWithNsg previous) => new($"{_name}-endpoints", new()
    {
        Scope = _args.Scope,
        Network = NetworkName,
        SubnetName = SubnetNames.Endpoints,
        Range = _args.Addresses.HubEndpoints,
        AllowInbound = [new("clusters") { Ranges = Everywhere, Ports = ["443"] }],
        LogWorkspace = _args.LogWorkspace,
        DependsOn = [previous.Subnet],
    }, new() { Parent = this });

    // https://learn.microsoft.com/azure/container-apps/firewall-integration
    private SubnetWithNsg CreatePipelinesSubnet() => new($"{_name}-pipelines", new()
    {
        Scope = _args.Scope,
        Network = NetworkName,
        SubnetName = SubnetNames.Pipelines,
        Range = _args.Addresses.Pipelines,
        AllowInbound = [],
        AllowOutbound = [new("clusters") { Ranges = Everywhere, Ports = ["443"] }],
        RouteTable = RouteTable,
        Delegation = "Microsoft.App/environments",
        LogWorkspace = _args.LogWorkspace,
        DependsOn = Subnets,
    }, new() { Parent = this });

    private Bastion CreateBastion() => new($"{_name}-bastion", new()
    {
        Scope = _args.Scope,
        Network = NetworkName,
        Range = _args.Addresses.Bastion,
        Zones = _args.Zones,
        AllowInbound = _args.BastionAllowInbound,
        AllowsCopyPaste = _args.BastionAllowsCopyPaste,
        AllowsTunnels = _args.BastionAllowsTunnels,
        LogWorkspace = _args.LogWorkspace,
        DependsOn = Subnets,
    }, new() { Parent = this });

    private DnsResolver CreateResolver() => new($"{_name}-dns", new()
    {
        Scope = _args.Scope,
        NetworkId = Id,
        NetworkName = NetworkName,
        InboundRange = _args.Addresses.DnsInbound,
        OutboundRange = _args.Addresses.DnsOutbound,
        Clients = _args.DnsClients,
        Forwards = _args.DnsForwards,
        LogWorkspace = _args.LogWorkspace,
        DependsOn = Subnets,
    }, new() { Parent = this });
}

using System.Net;
using K8tre.Components.Azure.Network;
using K8tre.Components.Clusters;

namespace K8tre.Tests.Azure.Network;

public sealed class SpokeNetworkTests
{
    private const string Nodes = "10.64.32.0/20", Services = "10.64.48.0/26", Endpoints = "10.64.48.64/26", ApiServer = "10.64.48.128/26";
    private const string Operators = "10.64.0.64/26", Pods = "10.244.0.0/16";

    private static readonly AddressPlan Addresses = AzureComponents.Addresses;

    [Fact]
    public async Task It_is_peered_with_the_hub_only()
    {
        var peerings = (await GraphAsync()).OfType("azure-native:network:VirtualNetworkPeering");

        Assert.Equal(["spoke-from-hub", "spoke-to-hub"], peerings.Keys.Order());
        Assert.Equal(
            ("vnet-spoke", AzureComponents.Id("Microsoft.Network/virtualNetworks/vnet-connectivity")),
            ((string?)peerings["spoke-to-hub"]["virtualNetworkName"], (string?)peerings["spoke-to-hub"].At("remoteVirtualNetwork.id")));
        Assert.Equal("spoke-id", (string?)peerings["spoke-from-hub"].At("remoteVirtualNetwork.id"));
        Assert.All(peerings.Values, peering => Assert.False((bool)peering["allowGatewayTransit"]! || (bool)peering["useRemoteGateways"]!));
    }

    [Fact]
    public async Task Only_the_spokes_side_accepts_forwarded_traffic()
    {
        var peerings = (await GraphAsync()).OfType("azure-native:network:VirtualNetworkPeering");

        Assert.True((bool)peerings["spoke-to-hub"]["allowForwardedTraffic"]!);
        Assert.False((bool)peerings["spoke-from-hub"]["allowForwardedTraffic"]!);
    }

    [Fact]
    public async Task The_peering_of_an_existing_hub_is_in_its_resource_group_and_subscription()
    {
        var graph = await ResourceGraph.OfAsync(options =>
        {
            var provider = new Pulumi.AzureNative.Provider("connectivity", new() { SubscriptionId = AzureComponents.OtherSubscription });
            return Spoke(options, args => args with { Hub = AzureComponents.Hub with { Provider = provider } });
        });

        var half = graph.Requests["spoke-from-hub"];
        Assert.Equal(
            ("rg-connectivity", "vnet-connectivity"),
            ((string)half.Inputs["resourceGroupName"], (string)half.Inputs["virtualNetworkName"]));
        Assert.Contains("::connectivity::", half.Provider, StringComparison.Ordinal);
        Assert.DoesNotContain("::connectivity::", graph.Requests["spoke-to-hub"].Provider, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Only_the_spokes_peering_is_created_if_the_hubs_owner_creates_the_other() => Assert.Equal(
        ["spoke-to-hub"],
        (await GraphAsync(args => args with
        {
            Hub = AzureComponents.Hub with { OwnsHubPeering = false },
        })).OfType("azure-native:network:VirtualNetworkPeering").Keys);

    [Fact]
    public async Task Every_subnet_with_outgoing_connections_routes_them_to_the_firewall()
    {
        var graph = await GraphAsync();

        Assert.Equal("10.64.0.4", (string?)graph.OfType("azure-native:network:RouteTable")["spoke-routes"].At("routes.0.nextHopIpAddress"));
        var subnets = graph.OfType("azure-native:network:Subnet");
        Assert.All(
            ["spoke-nodes", "spoke-services", "spoke-api"],
            name => Assert.Equal("spoke-routes-id", (string?)subnets[name].At("routeTable.id")));
        Assert.Null(subnets["spoke-endpoints"]["routeTable"]);
    }

    [Fact]
    public async Task It_uses_the_DNS_servers_of_the_hub_and_its_nodes_reach_them()
    {
        var graph = await GraphAsync();

        Assert.Equal(
            """["10.64.0.4"]""",
            graph.OfType("azure-native:network:VirtualNetwork")["spoke"].At("dhcpOptions.dnsServers")!.ToJsonString());
        Assert.Equal(new($"{Nodes} {Pods}", "10.64.0.4", "53", "*"), graph.Allowed("spoke-nodes-nsg", "Outbound")["dns"]);
    }

    [Fact]
    public async Task It_uses_the_DNS_of_Azure_if_the_hub_has_no_DNS_servers()
    {
        var graph = await GraphAsync(args => args with { Hub = AzureComponents.Hub with { DnsServers = [] } });

        Assert.Null(graph.OfType("azure-native:network:VirtualNetwork")["spoke"]["dhcpOptions"]);
        Assert.DoesNotContain("dns", graph.Allowed("spoke-nodes-nsg", "Outbound").Keys);
    }

    [Fact]
    public async Task The_DDoS_protection_plan_of_the_hub_covers_it()
    {
        var network = (await GraphAsync(args => args with
        {
            Hub = AzureComponents.Hub with { DdosPlan = Output.Create("/plan") },
        })).OfType("azure-native:network:VirtualNetwork")["spoke"];

        Assert.Equal((true, "/plan"), ((bool)network["enableDdosProtection"]!, (string?)network.At("ddosProtectionPlan.id")));
    }

    [Fact]
    public async Task The_API_server_accepts_nodes_and_operators_on_its_ports_only() => Assert.Equal(
        [
            ("nodes", new SubnetRule($"{Nodes} {Pods}", ApiServer, "443 4443", "Tcp")),
            ("operators", new SubnetRule(Operators, ApiServer, "443", "Tcp")),
        ],
        Own((await GraphAsync()).Allowed("spoke-api-nsg", "Inbound")));

    [Fact]
    public async Task Private_endpoints_accept_only_HTTPS_and_SMB()
    {
        var allowed = (await GraphAsync()).Allowed("spoke-endpoints-nsg", "Inbound");

        Assert.Equal(
            [
                ("api-server", new SubnetRule(ApiServer, Endpoints, "443", "Tcp")),
                ("nodes", new SubnetRule(Nodes, Endpoints, "443 445", "Tcp")),
                ("operators", new SubnetRule(Operators, Endpoints, "443", "Tcp")),
            ],
            Own(allowed));
    }

    [Fact]
    public async Task Kubelets_and_webhooks_accept_connections_from_the_API_server_only() =>
        Assert.Equal(
            ApiServer,
            Assert.Single(
                (await GraphAsync()).Allowed("spoke-nodes-nsg", "Inbound"),
                rule => rule.Key is not ("within" or "probes") && rule.Value.To != Services).Value.From);

    // The destination of a load balancer's connections is its own address. The nodes' security group decides about them.
    [Theory, InlineData("spoke-nodes-nsg"), InlineData("spoke-services-nsg")]
    public async Task Operators_and_users_networks_reach_the_services_if_there_is_no_application_gateway(string group)
    {
        var allowed = (await GraphAsync(args => args with { Users = [IPNetwork.Parse("172.16.0.0/12")] })).Allowed(group, "Inbound");

        Assert.Equal(new("172.16.0.0/12", Services, "80 443", "Tcp"), allowed["users"]);
        Assert.Equal(new(Operators, Services, "80 443", "Tcp"), allowed["operators"]);
    }

    [Theory, InlineData("spoke-nodes-nsg"), InlineData("spoke-services-nsg")]
    public async Task The_application_gateway_alone_reaches_the_services_from_outside(string group)
    {
        var allowed = (await GraphAsync(args => args with
        {
            Gateway = Addresses.Gateway,
            Users = [IPNetwork.Parse("172.16.0.0/12")],
        })).Allowed(group, "Inbound");

        Assert.Equal(
            [
                ("gateway", new SubnetRule("10.64.2.0/24", Services, "443", "Tcp")),
                ("own-ingress", new SubnetRule(Nodes, Services, "80 443", "Tcp")),
            ],
            Own(allowed).Where(rule => rule.Rule.To == Services));
    }

    [Fact]
    public async Task A_spoke_to_spoke_rule_is_open_at_both_of_its_ends_only()
    {
        SpokeToSpokeRule[] rules = [SpokeToSpokeRule.ToApiServer(Addresses, TreEnvironment.Dev)];
        var management = await GraphAsync(args => args with { Range = Addresses.Management, SpokeToSpokeRules = rules });
        var dev = await GraphAsync(args => args with { SpokeToSpokeRules = rules });
        var prd = await GraphAsync(args => args with { Range = Addresses.Spoke(TreEnvironment.Prd), SpokeToSpokeRules = rules });

        Assert.Equal(
            new($"10.64.128.0/20 {Pods}", ApiServer, "443", "Tcp"),
            management.Allowed("spoke-nodes-nsg", "Outbound")["argo-cd-dev"]);
        Assert.Equal(new("10.64.128.0/20", ApiServer, "443", "Tcp"), dev.Allowed("spoke-api-nsg", "Inbound")["argo-cd-dev"]);
        Assert.All(
            prd.OfType("azure-native:network:NetworkSecurityGroup").Values,
            group => Assert.DoesNotContain("argo-cd-dev", group.ToJsonString(), StringComparison.Ordinal));
        Assert.DoesNotContain("argo-cd-dev", dev.Allowed("spoke-nodes-nsg", "Outbound").Keys);
    }

    [Fact]
    public async Task Nodes_reach_the_endpoints_that_clusters_share() => Assert.Equal(
        new($"{Nodes} {Pods}", "10.64.1.0/26", "443", "Tcp"),
        (await GraphAsync(args => args with
        {
            Hub = AzureComponents.Hub with { Endpoints = Output.Create("10.64.1.0/26") },
        })).Allowed("spoke-nodes-nsg", "Outbound")["shared-endpoints"]);

    [Fact]
    public async Task No_security_group_allows_connections_from_another_environment()
    {
        var graph = await GraphAsync(args => args with
        {
            Gateway = Addresses.Gateway,
            SpokeToSpokeRules = [SpokeToSpokeRule.ToApiServer(Addresses, TreEnvironment.Stg)],
        });

        Assert.All(["spoke-nodes-nsg", "spoke-services-nsg", "spoke-endpoints-nsg", "spoke-api-nsg"], group => Assert.All(
            graph.Allowed(group, "Inbound").Values
                .SelectMany(rule => rule.From.Split(' '))
                .Where(from => from.Contains('/', StringComparison.Ordinal))
                .Select(IPNetwork.Parse),
            from => Assert.DoesNotContain(
                new[] { TreEnvironment.Stg, TreEnvironment.Prd },
                other => Addresses.Spoke(other).Contains(from.BaseAddress) || from.Contains(Addresses.Spoke(other).BaseAddress))));
    }

    private static IEnumerable<(string Name, SubnetRule Rule)> Own(IReadOnlyDictionary<string, SubnetRule> rules) =>
        rules
            .Where(rule => rule.Key is not ("within" or "probes"))
            .OrderBy(rule => rule.Key, StringComparer.Ordinal)
            .Select(rule => (rule.Key, rule.Value));

    private static async Task<ResourceGraph> GraphAsync(Func<SpokeNetworkArgs, SpokeNetworkArgs>? change = null)
    {
        var graph = await ResourceGraph.OfAsync(options => Spoke(options, change));
        Assert.Empty(graph.Orphans);
        return graph;
    }

    private static SpokeNetwork Spoke(ComponentResourceOptions options, Func<SpokeNetworkArgs, SpokeNetworkArgs>? change) =>
        new("spoke", (change ?? (args => args))(new()
        {
            Scope = AzureComponents.Scope,
            Hub = AzureComponents.Hub,
            Range = Addresses.Spoke(TreEnvironment.Dev),
            PodCidr = IPNetwork.Parse(Pods),
            LogWorkspace = AzureComponents.LogWorkspace,
        }), options);
}

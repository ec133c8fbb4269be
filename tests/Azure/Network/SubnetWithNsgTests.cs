using System.Net;
using System.Text.Json.Nodes;
using K8tre.Components.Azure.Network;

namespace K8tre.Tests.Azure.Network;

public sealed class SubnetWithNsgTests
{
    [Fact]
    public async Task Connections_without_a_rule_are_denied_in_both_directions()
    {
        var rules = await RulesAsync();

        Assert.All(["Inbound", "Outbound"], direction =>
        {
            var last = rules.Where(rule => (string?)rule["direction"] == direction).MaxBy(rule => (double)rule["priority"]!)!;
            Assert.Equal(
                ("Deny", "*", "*", 4096),
                (
                    (string?)last["access"],
                    (string?)last["sourceAddressPrefix"],
                    (string?)last["destinationAddressPrefix"],
                    (int)(double)last["priority"]!));
        });
    }

    [Fact]
    public async Task Only_listed_clients_and_ports_are_allowed()
    {
        var allowed = (await GraphAsync()).Allowed("nodes-nsg", "Inbound");

        Assert.Equal(["clients", "probes", "within"], allowed.Keys.Order());
        Assert.Equal(new("10.1.0.0/24", "10.0.0.0/24", "443", "Tcp"), allowed["clients"]);
        Assert.Equal(("10.0.0.0/24", "AzureLoadBalancer"), (allowed["within"].From, allowed["probes"].From));
    }

    [Fact]
    public async Task The_internet_is_denied_without_a_route_to_the_firewall()
    {
        var rules = await RulesAsync();

        Assert.DoesNotContain(rules, rule => (string?)rule["access"] == "Allow" && (string?)rule["destinationAddressPrefix"] == "Internet");
        Assert.Contains(
            rules,
            rule =>
                (string?)rule["direction"] == "Outbound" && (string?)rule["access"] == "Deny"
                    && (string?)rule["destinationAddressPrefix"] == "Internet");
    }

    [Fact]
    public async Task A_subnet_with_a_route_table_allows_traffic_to_the_firewall()
    {
        var allowed = (await GraphAsync(args => args with { RouteTable = "/route" })).Allowed("nodes-nsg", "Outbound");

        Assert.Equal(new("10.0.0.0/24", "Internet", "53 80 443", "*"), allowed["to-firewall"]);
    }

    [Fact]
    public async Task Addresses_of_pods_are_treated_like_those_of_their_nodes()
    {
        var allowed = (await GraphAsync(args => args with
        {
            AdditionalRange = IPNetwork.Parse("10.244.0.0/16"),
        })).Allowed("nodes-nsg", "Inbound");

        Assert.All([allowed["within"], allowed["clients"]], rule => Assert.Equal("10.0.0.0/24 10.244.0.0/16", rule.To));
    }

    [Fact]
    public async Task A_service_tag_is_in_the_singular_property_and_a_rule_can_cover_both_protocols()
    {
        var rule = Assert.Single(
            await RulesAsync(args => args with
            {
                AllowOutbound = [new("dns") { Tag = "VirtualNetwork", Ports = ["53"], IsUdpToo = true, Local = "*" }],
            }),
            rule => (string?)rule["name"] == "allow-dns-out");

        Assert.Equal(
            ("*", "VirtualNetwork", "*"),
            ((string?)rule["sourceAddressPrefix"], (string?)rule["destinationAddressPrefix"], (string?)rule["protocol"]));
        Assert.Null(rule["destinationAddressPrefixes"]);
    }

    [Fact]
    public async Task Names_of_rules_are_unique_and_so_are_priorities_within_a_direction()
    {
        var rules = await RulesAsync(args => args with
        {
            AllowInbound = [new("a") { Tag = "Internet" }, new("b") { Tag = "Internet" }],
            AllowOutbound = [new("a") { Tag = "Internet" }, new("b") { Tag = "Internet" }],
        });

        Assert.Equal(rules.Length, rules.Select(rule => ((string?)rule["direction"], (double)rule["priority"]!)).Distinct().Count());
        Assert.Equal(rules.Length, rules.Select(rule => (string?)rule["name"]).Distinct(StringComparer.OrdinalIgnoreCase).Count());
    }

    private static async Task<JsonNode[]> RulesAsync(Func<SubnetWithNsgArgs, SubnetWithNsgArgs>? change = null)
    {
        var group = (await GraphAsync(change)).OfType("azure-native:network:NetworkSecurityGroup")["nodes-nsg"];
        return [.. group["securityRules"]!.AsArray().Select(rule => rule!)];
    }

    private static async Task<ResourceGraph> GraphAsync(Func<SubnetWithNsgArgs, SubnetWithNsgArgs>? change = null)
    {
        var graph = await ResourceGraph.OfAsync(options => new SubnetWithNsg("nodes", (change ?? (args => args))(new()
        {
            Scope = AzureComponents.Scope,
            Network = "vnet",
            SubnetName = "snet-clusternodes",
            Range = IPNetwork.Parse("10.0.0.0/24"),
            AllowInbound = [new("clients") { Ranges = "10.1.0.0/24", Ports = ["443"] }],
            LogWorkspace = AzureComponents.LogWorkspace,
        }), options));
        Assert.Empty(graph.Orphans);
        return graph;
    }
}

using System.Net;
using System.Text.Json.Nodes;
using K8tre.Components.Azure;

namespace K8tre.Tests.Azure;

public sealed class SecuredSubnetTests
{
    private static readonly SecuredSubnetArgs Valid = new()
    {
        Site = AzureComponents.Site,
        Network = "vnet",
        SubnetName = "snet-clusternodes",
        Range = IPNetwork.Parse("10.0.0.0/24"),
        OpenTo = [IPNetwork.Parse("10.1.0.0/24")],
    };

    [Fact]
    public async Task What_no_rule_allows_is_denied_both_ways()
    {
        var rules = await RulesAsync(Valid);

        Assert.All(["Inbound", "Outbound"], direction =>
        {
            var last = rules.Where(rule => (string?)rule["direction"] == direction).MaxBy(rule => (double)rule["priority"]!)!;
            Assert.Equal(("Deny", "*", "*", 4096), ((string?)last["access"], (string?)last["sourceAddressPrefix"], (string?)last["destinationAddressPrefix"], (int)(double)last["priority"]!));
        });
    }

    [Fact]
    public async Task Nobody_but_the_ranges_listed_comes_in()
    {
        var rules = await RulesAsync(Valid);

        var allowed = rules.Where(rule => (string?)rule["direction"] == "Inbound" && (string?)rule["access"] == "Allow")
            .SelectMany(rule => rule["sourceAddressPrefixes"]?.AsArray().Select(range => (string?)range) ?? [(string?)rule["sourceAddressPrefix"]]);
        Assert.Equal(["10.1.0.0/24", "10.0.0.0/24", "AzureLoadBalancer"], allowed);
    }

    [Fact]
    public async Task The_internet_is_denied_where_no_route_leads_to_the_firewall() =>
        Assert.DoesNotContain(await RulesAsync(Valid), rule => (string?)rule["access"] == "Allow" && (string?)rule["destinationAddressPrefix"] == "Internet");

    [Fact]
    public async Task A_routed_subnet_lets_to_the_firewall_what_it_decides_about()
    {
        var rules = await RulesAsync(Valid with { RouteTable = "/route" });

        var way = Assert.Single(rules, rule => (string?)rule["access"] == "Allow" && (string?)rule["destinationAddressPrefix"] == "Internet");
        Assert.Equal("""["53","80","443"]""", way["destinationPortRanges"]!.ToJsonString());
    }

    [Fact]
    public async Task Addresses_of_pods_count_as_those_of_their_nodes()
    {
        var rules = await RulesAsync(Valid with { Behind = IPNetwork.Parse("10.244.0.0/16") });

        Assert.Equal("""["10.0.0.0/24","10.244.0.0/16"]""", rules.Single(rule => (string?)rule["name"] == "allow-in")["destinationAddressPrefixes"]!.ToJsonString());
    }

    private static async Task<JsonNode[]> RulesAsync(SecuredSubnetArgs args)
    {
        var graph = await ResourceGraph.OfAsync(options => new SecuredSubnet("nodes", args, options));
        Assert.Empty(graph.Orphans);
        var group = graph.Requests.Values.Single(request => request.Type == "azure-native:network:NetworkSecurityGroup");
        return [.. Json.Of(group.Inputs["securityRules"])!.AsArray().Select(rule => rule!)];
    }
}

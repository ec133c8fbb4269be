using K8tre.Components.Aws.Network;

namespace K8tre.Tests.Aws.Network;

public sealed class InternetEgressTests
{
    [Fact]
    public async Task What_leaves_passes_the_firewall_of_its_zone_then_a_gateway_and_comes_back_the_same_way()
    {
        var routes = await RoutesAsync(AwsComponents.Spoke);

        Assert.Equal(
            [
                "net-internet-firewall-a-routes-id: 0.0.0.0/0 natGatewayId net-internet-gateways-a-id",
                "net-internet-firewall-b-routes-id: 0.0.0.0/0 natGatewayId net-internet-gateways-b-id",
                "net-internet-nat-routes-id: 0.0.0.0/0 gatewayId net-internet-id",
                "net-internet-nat-routes-id: 10.0.64.0/20 vpcEndpointId vpce-net-internet-firewall-a-id",
                "net-internet-nat-routes-id: 10.0.80.0/20 vpcEndpointId vpce-net-internet-firewall-b-id",
                "net-internet-public-routes-id: 0.0.0.0/0 gatewayId net-internet-id",
                "net-private-a-routes-id: 0.0.0.0/0 vpcEndpointId vpce-net-internet-firewall-a-id",
                "net-private-b-routes-id: 0.0.0.0/0 vpcEndpointId vpce-net-internet-firewall-b-id",
            ],
            routes);
    }

    [Fact]
    public async Task Without_a_firewall_it_goes_to_the_gateway_straight_and_there_are_no_subnets_for_one()
    {
        var graph = await GraphAsync(AwsComponents.Spoke with { HasFirewall = false });

        Assert.Contains("net-private-a-routes-id: 0.0.0.0/0 natGatewayId net-internet-gateways-a-id", graph.Routes());
        Assert.DoesNotContain(graph.Requests.Values, request => request.Type!.StartsWith("aws:networkfirewall", StringComparison.Ordinal));
        Assert.DoesNotContain(graph.Inputs("aws:ec2/subnet:Subnet").Keys, name => name.Contains("firewall", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_firewall_later_changes_the_routes_and_moves_no_subnet()
    {
        var (without, with) = (await GraphAsync(AwsComponents.Spoke with { HasFirewall = false }), await GraphAsync(AwsComponents.Spoke));

        Assert.Subset(with.Inputs("aws:ec2/route:Route").Keys.ToHashSet(), without.Inputs("aws:ec2/route:Route").Keys.ToHashSet());
        var subnets = with.Inputs("aws:ec2/subnet:Subnet");
        Assert.All(
            without.Inputs("aws:ec2/subnet:Subnet"), subnet => Assert.Equal(subnet.Value["cidrBlock"], subnets[subnet.Key]["cidrBlock"]));
    }

    [Fact]
    public async Task Each_zone_leaves_by_a_gateway_of_its_own()
    {
        var graph = await GraphAsync(AwsComponents.Spoke with { HasNatPerZone = true });

        Assert.Equal(
            ["net-internet-nat-a-id", "net-internet-nat-b-id"],
            graph.Inputs("aws:ec2/natGateway:NatGateway").Values.Select(gateway => (string)gateway["subnetId"]).Order());
        Assert.Equal(2, graph.Inputs("aws:ec2/eip:Eip").Count);
    }

    [Fact]
    public async Task One_gateway_serves_all_zones_where_that_is_enough()
    {
        var graph = await GraphAsync(AwsComponents.Spoke with { HasNatPerZone = false });

        Assert.Equal("net-internet-nat-a-id", Assert.Single(graph.Inputs("aws:ec2/natGateway:NatGateway")).Value["subnetId"]);
        Assert.Single(graph.Inputs("aws:ec2/eip:Eip"));
        Assert.Contains("net-internet-firewall-b-routes-id: 0.0.0.0/0 natGatewayId net-internet-gateways-a-id", graph.Routes());
        Assert.Contains("net-internet-nat-routes-id: 10.0.80.0/20 vpcEndpointId vpce-net-internet-firewall-b-id", graph.Routes());
    }

    [Fact]
    public async Task Routes_lead_to_the_firewall_once_it_logs_and_gateways_exist_once_their_subnets_have_routes()
    {
        string[] slow = ["net-internet-egress-logging", "net-internet-nat-out", "net-internet-nat-a-routing"];
        var graph = await ResourceGraph.OfAsync(options => new ClusterVpc("net", AwsComponents.Spoke, options), slow);

        Assert.True(graph.ComesAfter("net-internet-private-a-out", slow[0]));
        Assert.True(graph.ComesAfter("net-internet-nat-a-back", slow[0]));
        Assert.True(graph.ComesAfter("net-internet-gateways-a", slow[1]));
        Assert.True(graph.ComesAfter("net-internet-gateways-a", slow[2]));
    }

    [Fact]
    public async Task No_route_leads_from_the_internet_gateway_to_nodes() =>
        Assert.DoesNotContain(
            await RoutesAsync(AwsComponents.Spoke),
            route => route.StartsWith("net-private", StringComparison.Ordinal) && route.Contains(" gatewayId ", StringComparison.Ordinal));

    private static async Task<string[]> RoutesAsync(ClusterVpcArgs args) => (await GraphAsync(args)).Routes();

    private static async Task<ResourceGraph> GraphAsync(ClusterVpcArgs args)
    {
        var graph = await ResourceGraph.OfAsync(options => new ClusterVpc("net", args, options));
        Assert.Empty(graph.Orphans);
        return graph;
    }
}

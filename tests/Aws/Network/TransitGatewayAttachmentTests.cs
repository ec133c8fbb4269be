using System.Net;
using K8tre.Components.Aws.Network;

namespace K8tre.Tests.Aws.Network;

public sealed class TransitGatewayAttachmentTests
{
    [Fact]
    public async Task Routes_lead_to_the_ranges_listed_and_the_rest_still_passes_the_firewall()
    {
        var graph = await ResourceGraph.OfAsync(options => new TransitGatewayAttachment("hub", new()
        {
            Vpc = new ClusterVpc("net", AwsComponents.Spoke, options),
            TransitGateway = "tgw-1",
            Ranges = [IPNetwork.Parse("172.16.0.0/12")],
        }, options));

        Assert.Equal(
            [
                "net-isolated-routes-id: 172.16.0.0/12 transitGatewayId tgw-1",
                "net-private-a-routes-id: 172.16.0.0/12 transitGatewayId tgw-1",
                "net-private-b-routes-id: 172.16.0.0/12 transitGatewayId tgw-1",
            ],
            graph.Routes().Where(route => route.Contains("tgw-1", StringComparison.Ordinal)));
        Assert.Contains("net-private-a-routes-id: 0.0.0.0/0 vpcEndpointId vpce-net-internet-firewall-a-id", graph.Routes());
        Assert.Equal(
            """["net-isolated-a-id","net-isolated-b-id"]""",
            Json.Of(graph.Inputs("aws:ec2transitgateway/vpcAttachment:VpcAttachment").Single().Value["subnetIds"])!.ToJsonString());
        Assert.Empty(graph.Orphans);
    }

    [Fact]
    public async Task A_way_around_the_firewall_is_refused()
    {
        ClusterVpc? network = null;
        await ResourceGraph.OfAsync(options => network = new ClusterVpc("net", AwsComponents.Spoke, options));

        Assert.Throws<ArgumentException>(() => new TransitGatewayAttachmentArgs
        {
            Vpc = network!,
            TransitGateway = "tgw-1",
            Ranges = [IPNetwork.Parse("0.0.0.0/0")],
        });
        Assert.Throws<ArgumentException>(() => new TransitGatewayAttachmentArgs { Vpc = network!, TransitGateway = "tgw-1", Ranges = [] });
    }
}

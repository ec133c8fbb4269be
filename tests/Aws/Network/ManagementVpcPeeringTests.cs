using System.Net;
using K8tre.Components.Aws.Network;

namespace K8tre.Tests.Aws.Network;

public sealed class ManagementVpcPeeringTests
{
    [Fact]
    public async Task The_management_cluster_reaches_the_control_plane_and_nothing_else_of_the_other() => Assert.Equal(
        [
            "dev-isolated-routes-id: 10.0.0.0/21 vpcPeeringConnectionId peering-id",
            "dev-isolated-routes-id: 10.0.8.0/21 vpcPeeringConnectionId peering-id",
            "mgmt-private-a-routes-id: 10.0.112.0/21 vpcPeeringConnectionId peering-id",
            "mgmt-private-b-routes-id: 10.0.112.0/21 vpcPeeringConnectionId peering-id",
        ],
        (await GraphAsync()).Routes().Where(route => route.Contains("Peering", StringComparison.Ordinal)));

    [Fact]
    public async Task Nodes_and_pods_of_the_other_have_no_way_to_the_management_cluster() => Assert.DoesNotContain(
        (await GraphAsync()).Routes(), route => route.StartsWith(
            "dev-private", StringComparison.Ordinal) && route.Contains("Peering", StringComparison.Ordinal));

    [Fact]
    public async Task It_is_asked_for_and_accepted_at_once_and_names_are_answered_one_way()
    {
        var peering = (await GraphAsync()).Inputs("aws:ec2/vpcPeeringConnection:VpcPeeringConnection").Single().Value;

        Assert.Equal(("mgmt-id", "dev-id", true), ((string)peering["vpcId"], (string)peering["peerVpcId"], (bool)peering["autoAccept"]));
        Assert.True((bool?)Json.Of(peering["accepter"]).At("allowRemoteVpcDnsResolution"));
        Assert.False((bool?)Json.Of(peering["requester"]).At("allowRemoteVpcDnsResolution"));
    }

    private static async Task<ResourceGraph> GraphAsync()
    {
        var graph = await ResourceGraph.OfAsync(options =>
        {
            var management = new ClusterVpc(
                "mgmt", AwsComponents.Spoke with { ClusterName = "tre-mgmt", Range = IPNetwork.Parse("10.0.0.0/19") }, options);
            var target = new ClusterVpc("dev", AwsComponents.Spoke, options);
            return new ManagementVpcPeering("peering", new() { Management = management, Target = target }, options);
        });
        Assert.Empty(graph.Orphans);
        return graph;
    }
}

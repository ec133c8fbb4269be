using K8tre.Components.Aws.Network;

namespace K8tre.Tests.Aws.Network;

public sealed class PrivateHostedZoneTests
{
    [Fact]
    public async Task Only_the_networks_given_read_it()
    {
        var graph = await ResourceGraph.OfAsync(options => new PrivateHostedZone(
            "zone", new() { Scope = AwsComponents.Scope, Domain = "dev.tre.example.org", Vpcs = ["vpc-1", "vpc-2"] }, options));

        var zone = graph.Inputs("aws:route53/zone:Zone").Single().Value;
        Assert.Equal("dev.tre.example.org", zone["name"]);
        Assert.Equal(
            ["vpc-1 eu-west-2", "vpc-2 eu-west-2"],
            Json.Of(zone["vpcs"])!.AsArray().Select(reader => $"{reader.At("vpcId")} {reader.At("vpcRegion")}"));
        Assert.Empty(graph.Orphans);
    }

    [Fact]
    public async Task Records_that_the_cluster_wrote_do_not_keep_it() => Assert.True((bool)(await ResourceGraph.OfAsync(
        options => new PrivateHostedZone(
            "zone", new() { Scope = AwsComponents.Scope, Domain = "dev.tre.example.org", Vpcs = ["vpc"] }, options)))
        .Inputs("aws:route53/zone:Zone").Single().Value["forceDestroy"]);
}

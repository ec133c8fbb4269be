using System.Net;
using K8tre.Components.Aws.Network;

namespace K8tre.Tests.Aws.Network;

public sealed class DnsResolverTests
{
    [Fact]
    public async Task Only_the_ranges_listed_ask_and_only_for_names()
    {
        var graph = await ResourceGraph.OfAsync(options => new DnsResolver(
            "resolver", new()
            {
                Vpc = new ClusterVpc("net", AwsComponents.Spoke, options),
                AllowInbound = [IPNetwork.Parse("172.16.0.0/24")],
            }, options));

        var rules = graph.Inputs("aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule").Values
            .Where(rule => (string)rule["securityGroupId"] == "resolver-group-id");
        Assert.Equal(
            ["172.16.0.0/24 tcp 53", "172.16.0.0/24 udp 53"],
            rules.Select(rule => $"{rule["cidrIpv4"]} {rule["ipProtocol"]} {rule["toPort"]}").Order());
        Assert.Empty(graph.Orphans);
    }

    [Fact]
    public async Task It_answers_in_every_zone_where_nothing_leaves()
    {
        var graph = await ResourceGraph.OfAsync(options => new DnsResolver(
            "resolver", new()
            {
                Vpc = new ClusterVpc("net", AwsComponents.Spoke, options),
                AllowInbound = [IPNetwork.Parse("172.16.0.0/24")],
            }, options));

        var endpoint = graph.Inputs("aws:route53/resolverEndpoint:ResolverEndpoint").Single().Value;
        Assert.Equal("INBOUND", endpoint["direction"]);
        Assert.Equal(
            ["net-isolated-a-id", "net-isolated-b-id"],
            Json.Of(endpoint["ipAddresses"])!.AsArray().Select(address => (string?)address.At("subnetId")));
    }

    [Fact]
    public async Task A_resolver_for_the_whole_internet_is_refused()
    {
        ClusterVpc? network = null;
        await ResourceGraph.OfAsync(options => network = new ClusterVpc("net", AwsComponents.Spoke, options));

        Assert.Throws<ArgumentException>(() => new DnsResolverArgs { Vpc = network!, AllowInbound = [IPNetwork.Parse("0.0.0.0/0")] });
    }
}

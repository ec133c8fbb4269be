using K8tre.Components.Aws.Network;
using Pulumi.Aws.Ec2;

namespace K8tre.Tests.Aws.Network;

public sealed class ClusterVpcTests
{
    private const string Subnets = "aws:ec2/subnet:Subnet";

    [Fact]
    public async Task K8TRE_finds_it_by_the_name_of_its_cluster()
    {
        var network = (await GraphAsync(AwsComponents.Spoke)).Inputs("aws:ec2/vpc:Vpc").Single().Value;

        Assert.Equal("tre-dev", (string?)Json.Of(network["tags"]).At("Name"));
        Assert.Equal("10.0.64.0/18", network["cidrBlock"]);
        Assert.True((bool)network["enableDnsSupport"] && (bool)network["enableDnsHostnames"]);
    }

    [Fact]
    public async Task The_default_security_group_lets_nothing_in_or_out()
    {
        var group = (await GraphAsync(AwsComponents.Spoke)).Inputs("aws:ec2/defaultSecurityGroup:DefaultSecurityGroup").Single().Value;

        Assert.Equal("net-id", group["vpcId"]);
        Assert.All(
            ["ingress", "egress"],
            rules => Assert.Equal("[]", Json.Of(group.GetValueOrDefault(rules, Array.Empty<object>()))!.ToJsonString()));
    }

    [Fact]
    public async Task No_machine_gets_a_public_address_by_itself() =>
        Assert.All(
            (await GraphAsync(AwsComponents.Spoke)).Inputs(Subnets),
            subnet => Assert.False((bool)subnet.Value["mapPublicIpOnLaunch"], subnet.Key));

    [Fact]
    public async Task Every_kind_of_subnet_is_in_every_zone()
    {
        var subnets = (await GraphAsync(AwsComponents.Spoke with { Zones = ["a", "b", "c"] })).Inputs(Subnets);

        Assert.All(["net-private", "net-isolated", "net-internet-public", "net-internet-nat", "net-internet-firewall"], tier =>
            Assert.Equal(
                ["eu-west-2a", "eu-west-2b", "eu-west-2c"],
                new[] { "a", "b", "c" }.Select(zone => (string)subnets[$"{tier}-{zone}"]["availabilityZone"])));
        Assert.Equal(15, subnets.Count);
    }

    [Fact]
    public async Task Load_balancers_find_the_subnets_that_are_theirs()
    {
        var subnets = (await GraphAsync(AwsComponents.Spoke)).Inputs(Subnets);

        Assert.Equal(["net-internet-public-a", "net-internet-public-b"], With("kubernetes.io/role/elb"));
        Assert.Equal(["net-private-a", "net-private-b"], With("kubernetes.io/role/internal-elb"));

        IEnumerable<string> With(string tag) =>
            subnets.Where(subnet => (string?)Json.Of(subnet.Value["tags"])![tag] == "1").Select(subnet => subnet.Key)
                .Order(StringComparer.Ordinal);
    }

    [Fact]
    public async Task Nothing_leaves_the_isolated_subnets() =>
        Assert.DoesNotContain(
            (await GraphAsync(AwsComponents.Spoke)).Routes(), route => route.StartsWith("net-isolated", StringComparison.Ordinal));

    [Fact]
    public async Task A_zone_more_moves_nothing_of_the_others()
    {
        var two = (await GraphAsync(AwsComponents.Spoke)).Inputs(Subnets);
        var three = (await GraphAsync(AwsComponents.Spoke with { Zones = ["a", "b", "c"] })).Inputs(Subnets);

        Assert.All(two, subnet => Assert.Equal(subnet.Value["cidrBlock"], three[subnet.Key]["cidrBlock"]));
    }

    [Fact]
    public async Task Resources_that_depend_on_it_come_after_its_egress_its_endpoints_and_its_names()
    {
        string[] slow = ["net-internet-private-a-out", "net-endpoints-ecr.api", "net-dns-association", "net-private-a-routing"];
        var graph = await ResourceGraph.OfAsync(
            options =>
            {
                var vpc = new ClusterVpc("net", AwsComponents.Spoke, options);
                _ = new NatGateway("node", new() { SubnetId = vpc.PrivateSubnets[0] }, new() { DependsOn = { vpc } });
                return vpc;
            },
            slow);

        Assert.All(slow, earlier => Assert.True(graph.ComesAfter("node", earlier), earlier));
        Assert.Equal("net-private-a-id", graph.Requests["node"].Inputs["subnetId"]);
    }

    [Fact]
    public async Task It_gives_each_zone_in_the_order_of_the_list()
    {
        ClusterVpc? network = null;
        await ResourceGraph.OfAsync(options => network = new ClusterVpc("net", AwsComponents.Spoke with { Zones = ["c", "a"] }, options));

        Assert.Equal("net-isolated-c-id", await OutputUtilities.GetValueAsync(network!.IsolatedSubnets[0]));
        Assert.Equal("net-internet-public-a-id", await OutputUtilities.GetValueAsync(network.PublicSubnets[1]));
        Assert.Equal("net-private-a-routes-id", await OutputUtilities.GetValueAsync(network.PrivateRouteTables[1]));
        Assert.Equal(["10.0.64.0/20", "10.0.80.0/20"], network.PrivateRanges.Select(range => range.ToString()));
    }

    [Fact]
    public async Task Every_log_group_is_encrypted_and_kept()
    {
        var groups = (await GraphAsync(AwsComponents.Spoke)).Inputs("aws:cloudwatch/logGroup:LogGroup");

        Assert.Equal(4, groups.Count);
        Assert.All(
            groups.Values, group => Assert.Equal(("arn:key", 365), ((string)group["kmsKeyId"], (int)(double)group["retentionInDays"])));
    }

    [Theory, InlineData("a"), InlineData("a", "a"), InlineData("a", "b", "c", "d")]
    public void Zones_that_are_too_few_too_many_or_the_same_are_refused(params string[] zones) =>
        Assert.Throws<ArgumentException>(() => AwsComponents.Spoke with { Zones = zones });

    private static async Task<ResourceGraph> GraphAsync(ClusterVpcArgs args)
    {
        var graph = await ResourceGraph.OfAsync(options => new ClusterVpc("net", args, options));
        Assert.Empty(graph.Orphans);
        return graph;
    }
}

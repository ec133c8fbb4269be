using K8tre.Components.Aws.Cluster;

namespace K8tre.Tests.Aws.Cluster;

public sealed class NodeSecurityGroupTests
{
    private static readonly NodeSecurityGroupArgs Valid = new()
    {
        ClusterName = "tre-dev",
        ControlPlane = "sg-control-plane",
        VpcId = "vpc-1",
        VpcCidr = EksComponents.VpcCidr,
    };

    [Fact]
    public async Task No_address_comes_in_only_groups_of_the_cluster_do()
    {
        var graph = await ResourceGraph.OfAsync(options => new NodeSecurityGroup("nodes", Valid, options));

        var rules = graph.OfType("aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule").Values;
        Assert.All(rules, rule => Assert.Null(rule["cidrIpv4"]));
        Assert.Equal(
            ["nodes-id", "nodes-id", "sg-control-plane"], rules.Select(rule => (string)rule["referencedSecurityGroupId"]!).Order());
        Assert.Empty(graph.Orphans);
    }

    [Fact]
    public async Task What_leaves_for_anywhere_is_HTTPS()
    {
        var graph = await ResourceGraph.OfAsync(options => new NodeSecurityGroup("nodes", Valid, options));

        var anywhere = Assert.Single(
            graph.OfType("aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule")
                .Values, rule => (string?)rule["cidrIpv4"] == "0.0.0.0/0");
        Assert.Equal(
            ("tcp", 443, 443), ((string?)anywhere["ipProtocol"], (int)(double)anywhere["fromPort"]!, (int)(double)anywhere["toPort"]!));
    }

    [Fact]
    public async Task No_rule_opens_DNS() => Assert.DoesNotContain(
        (await ResourceGraph.OfAsync(options => new NodeSecurityGroup("nodes", Valid, options)))
            .OfType("aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule").Values,
        rule => rule["fromPort"] is { } port && (int)(double)port <= 53);

    [Fact]
    public async Task Every_rule_says_what_it_is_for()
    {
        var graph = await ResourceGraph.OfAsync(options => new NodeSecurityGroup("nodes", Valid, options));

        // EC2's own alphabet: https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_IpRange.html
        Assert.All(
            graph.Requests.Values.Where(request => request.Type!.StartsWith("aws:vpc/", StringComparison.Ordinal)),
            rule => Assert.Matches(@"^[a-zA-Z0-9. _\-:/()#,@\[\]+=&;{}!$*]{10,255}$", (string)rule.Inputs["description"]));
    }

    [Fact]
    public async Task Load_balancers_are_let_in_by_their_controller_which_knows_the_group_by_its_tag()
    {
        var graph = await ResourceGraph.OfAsync(options => new NodeSecurityGroup("nodes", Valid, options));

        var group = graph.OfType("aws:ec2/securityGroup:SecurityGroup").Single().Value;
        Assert.Equal("owned", (string?)group["tags"]!["kubernetes.io/cluster/tre-dev"]);
        // Rules inside of the group's own resource would take the controller's away.
        Assert.Null(group["ingress"]);
        Assert.Null(group["egress"]);
    }
}

using K8tre.Components.Aws.Network;

namespace K8tre.Tests.Aws.Network;

public sealed class DnsFirewallTests
{
    private const string Rules = "aws:route53/resolverFirewallRule:ResolverFirewallRule";

    private static readonly DnsFirewallArgs Valid = new()
    {
        Scope = AwsComponents.Scope,
        VpcId = "vpc",
        Egress = AwsComponents.Egress,
        Services = EndpointService.Cluster(AwsComponents.Scope),
        Domains = ["dev.tre.example.org"],
        Logs = AwsComponents.Logs,
    };

    [Fact]
    public async Task Names_that_are_not_listed_are_answered_with_nothing()
    {
        var graph = await GraphAsync();

        var last = graph.Inputs(Rules).Values.MaxBy(rule => (double)rule["priority"])!;
        Assert.Equal(
            ("BLOCK", "NODATA", "names-others-id"),
            ((string)last["action"], (string)last["blockResponse"], (string)last["firewallDomainListId"]));
        Assert.Equal("""["*."]""", Json.Of(List(graph, "names-others"))!.ToJsonString());
    }

    [Theory, InlineData("names-allowed"), InlineData("names-others")]
    public async Task Every_name_ends_with_a_dot_as_Route_53_returns_it(string list) => Assert.All(
        Json.Of(List(await GraphAsync(), list))!.AsArray(),
        name => Assert.EndsWith(".", (string)name!, StringComparison.Ordinal));

    [Fact]
    public async Task No_entry_allows_everything()
    {
        var graph = await GraphAsync();

        var allowing = Assert.Single(graph.Inputs(Rules).Values, rule => (string)rule["action"] != "BLOCK");
        Assert.Equal(("ALLOW", "names-allowed-id"), ((string)allowing["action"], (string)allowing["firewallDomainListId"]));
        Assert.All(
            Allowed(graph).Where(name => name.StartsWith('*')),
            name => Assert.True(name.Split('.').Length >= 3 && name is not "*.amazonaws.com", name));
    }

    [Fact]
    public async Task The_list_holds_what_leaves_what_AWS_answers_inside_and_the_platforms_own_domains()
    {
        var allowed = Allowed(await GraphAsync());

        string[] needed =
        [
            "git.example.org", "*.cdn.example.org", "*.dkr.ecr.eu-west-2.amazonaws.com", "eks-auth.eu-west-2.api.aws",
            "sts.eu-west-2.amazonaws.com",
            "dev.tre.example.org", "*.dev.tre.example.org", "*.eu-west-2.eks.amazonaws.com", "*.eu-west-2.compute.internal",
            "*.s3.dualstack.eu-west-2.amazonaws.com",
        ];
        Assert.Empty(needed.Except(allowed));
    }

    [Theory, InlineData("eu-west-2", "*.eu-west-2.compute.internal"), InlineData("us-east-1", "*.ec2.internal")]
    public async Task Nodes_have_the_names_of_their_region(string region, string names)
    {
        var graph = await ResourceGraph.OfAsync(
            options => new DnsFirewall("names", Valid with { Scope = AwsComponents.Scope with { Region = region } }, options));

        Assert.Contains(names, Allowed(graph));
    }

    [Fact]
    public async Task An_allowed_name_is_answered_whole_wherever_it_leads() =>
        Assert.Equal("TRUST_REDIRECTION_DOMAIN", (await GraphAsync()).Inputs(Rules)["names-allow"]["firewallDomainRedirectionAction"]);

    [Fact]
    public async Task Nothing_is_answered_where_the_firewall_fails() =>
        Assert.Equal(
            "DISABLED",
            (await GraphAsync()).Inputs("aws:route53/resolverFirewallConfig:ResolverFirewallConfig").Single().Value["firewallFailOpen"]);

    [Fact]
    public async Task Each_question_of_the_network_is_logged()
    {
        var graph = await GraphAsync();

        Assert.Equal(
            "arn:names-log-group",
            graph.Inputs("aws:route53/resolverQueryLogConfig:ResolverQueryLogConfig").Single().Value["destinationArn"]);
        Assert.Equal(
            "vpc",
            graph.Inputs("aws:route53/resolverQueryLogConfigAssociation:ResolverQueryLogConfigAssociation").Single().Value["resourceId"]);
        Assert.Empty(graph.Orphans);
    }

    private static Task<ResourceGraph> GraphAsync() => ResourceGraph.OfAsync(options => new DnsFirewall("names", Valid, options));

    private static object List(ResourceGraph graph, string list) =>
        graph.Inputs("aws:route53/resolverFirewallDomainList:ResolverFirewallDomainList")[list]["domains"];

    private static string[] Allowed(ResourceGraph graph) =>
        [.. Json.Of(List(graph, "names-allowed"))!.AsArray().Select(name => ((string)name!)[..^1])];
}

using K8tre.Components.Aws.Ingress;

namespace K8tre.Tests.Aws.Ingress;

public sealed class WebAclTests
{
    private static readonly WebAclArgs Valid = new() { Scope = AwsServices.Scope, LogKey = "arn:key" };

    [Fact]
    public async Task It_refuses_floods_the_ill_reputed_and_attacks_and_lets_the_rest_through()
    {
        var acl = (await OfAsync(Valid with { RequestsPerMinute = 2000 })).Asked("web");

        var rules = acl["rules"]!.AsArray();
        Assert.Equal(
            ["rate", "AWSManagedRulesAmazonIpReputationList", "AWSManagedRulesKnownBadInputsRuleSet", "AWSManagedRulesCommonRuleSet"],
            rules.OrderBy(rule => (double)rule!["priority"]!).Select(rule => (string)rule!["name"]!));
        Assert.Equal(2000d, (double)rules[0].At("statement.rateBasedStatement.limit")!);
        Assert.NotNull(rules[0].At("action.block"));
        Assert.All(rules.Skip(1), rule => Assert.NotNull(rule.At("overrideAction.none")));
        Assert.NotNull(acl.At("defaultAction.allow"));
        Assert.Equal("REGIONAL", (string?)acl["scope"]);
    }

    [Fact]
    public async Task Long_bodies_are_counted_only_since_notebooks_have_them()
    {
        var common = (await OfAsync(Valid)).Asked("web")["rules"]!.AsArray()
            .Single(rule => (string?)rule!["name"] == "AWSManagedRulesCommonRuleSet");

        var counted = Assert.Single(common.At("statement.managedRuleGroupStatement.ruleActionOverrides")!.AsArray());
        Assert.Equal("SizeRestrictions_BODY", (string?)counted!["name"]);
        Assert.NotNull(counted.At("actionToUse.count"));
    }

    [Fact]
    public async Task It_logs_encrypted_to_a_group_that_WAF_writes_to_and_without_what_signs_in()
    {
        var graph = await OfAsync(Valid);

        var (log, logging) = (graph.Asked("web-log"), graph.Asked("web-logging"));
        Assert.Equal(
            ("aws-waf-logs-web", "arn:key", 365d), ((string?)log["name"], (string?)log["kmsKeyId"], (double)log["retentionInDays"]!));
        Assert.Equal("""["arn:web-log"]""", logging["logDestinationConfigs"]!.ToJsonString());
        Assert.Equal(
            """[{"singleHeader":{"name":"authorization"}},{"singleHeader":{"name":"cookie"}}]""",
            logging["redactedFields"]!.ToJsonString());
        var delivery = AwsServices.Statements((string?)graph.Asked("web-log-delivery")["policyDocument"])["DeliverLog"];
        Assert.Equal(
            ("""{"Service":["delivery.logs.amazonaws.com"]}""", """["arn:web-log:*"]"""),
            (delivery.Text("Principal"), delivery.Text("Resource")));
    }

    private static async Task<ResourceGraph> OfAsync(WebAclArgs args)
    {
        var graph = await ResourceGraph.OfAsync(options => new WebAcl("web", args, options));
        Assert.Empty(graph.Orphans);
        return graph;
    }
}

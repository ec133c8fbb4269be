using System.Net;
using K8tre.Components.Aws.Network;
using K8tre.Components.Egress;

namespace K8tre.Tests.Aws.Network;

public sealed class FirewallRulesTests
{
    [Fact]
    public async Task What_no_rule_lets_through_is_dropped_and_reported()
    {
        var policy = await PolicyAsync();

        Assert.Equal(
            ["aws:drop_established_app_layer_to_server", "aws:alert_established_app_layer_to_server"],
            Json.Of(policy["statefulDefaultActions"])!.AsArray().Select(action => (string?)action));
        Assert.Equal("STRICT_ORDER", (string?)Json.Of(policy["statefulEngineOptions"]).At("ruleOrder"));
        Assert.Equal("REJECT", (string?)Json.Of(policy["statefulEngineOptions"]).At("streamExceptionPolicy"));
    }

    [Fact]
    public async Task No_packet_goes_around_the_rules()
    {
        var policy = await PolicyAsync();

        Assert.All(["statelessDefaultActions", "statelessFragmentDefaultActions"], actions =>
            Assert.Equal("""["aws:forward_to_sfe"]""", Json.Of(policy[actions])!.ToJsonString()));
        Assert.DoesNotContain("statelessRuleGroupReferences", policy.Keys);
    }

    [Fact]
    public async Task The_policy_knows_which_addresses_are_inside()
    {
        var variables = Json.Of((await PolicyAsync())["policyVariables"]).At("ruleVariables.0");

        Assert.Equal("HOME_NET", (string?)variables.At("key"));
        Assert.Equal("10.0.64.0/18", (string?)variables.At("ipSet.definitions.0"));
    }

    [Fact]
    public void Only_the_names_of_the_list_pass_and_only_by_TLS_on_443()
    {
        var passing = Lines(AwsComponents.Egress).Where(line =>
            line.StartsWith("pass", StringComparison.Ordinal) && !line.Contains("public-resolvers", StringComparison.Ordinal)).ToArray();

        Assert.All(passing, line => Assert.StartsWith("pass tls $HOME_NET any -> any 443 (", line, StringComparison.Ordinal));
        Assert.Equal(
            [
                "content:\"git.example.org\"; startswith; nocase; endswith;",
                "content:\"registry.example.org\"; startswith; nocase; endswith;", "content:\".cdn.example.org\"; nocase; endswith;",
            ],
            passing.Select(
                line => line[line.IndexOf("content:", StringComparison.Ordinal)..line.IndexOf(" flow:", StringComparison.Ordinal)]));
    }

    [Fact]
    public void What_passes_is_reported_by_the_name_of_its_rule() =>
        Assert.Equal(2, Lines(AwsComponents.Egress).Count(line => line.Contains("(alert; msg:\"images\";", StringComparison.Ordinal)));

    [Fact]
    public void Questions_pass_to_the_resolvers_that_cert_manager_names_and_no_other()
    {
        var lines = Lines(AwsComponents.Egress).Where(line => line.Contains(" 53 ", StringComparison.Ordinal)).ToArray();

        Assert.Equal(
            ["pass udp $HOME_NET any -> [8.8.8.8,1.1.1.1] 53", "pass tcp $HOME_NET any -> [8.8.8.8,1.1.1.1] 53"],
            lines.Select(line => line[..line.IndexOf(" (", StringComparison.Ordinal)]));
    }

    [Fact]
    public void Other_ports_and_protocols_are_dropped_after_everything_that_passes()
    {
        var lines = Lines(AwsComponents.Egress);

        Assert.Equal(
            ["drop tcp $HOME_NET any -> any !443", "drop udp $HOME_NET any -> any any", "drop icmp $HOME_NET any -> any any"],
            lines.TakeLast(3).Select(line => line[..line.IndexOf(" (", StringComparison.Ordinal)]));
        Assert.All(lines[..^3], line => Assert.StartsWith("pass ", line, StringComparison.Ordinal));
    }

    [Fact]
    public void An_empty_list_lets_no_name_through() =>
        Assert.DoesNotContain(Lines([]), line => line.StartsWith("pass tls", StringComparison.Ordinal));

    [Fact]
    public void Every_rule_looks_at_one_direction_and_has_a_number_of_its_own()
    {
        var lines = Lines(AwsEgress.Cluster(AwsComponents.Scope));

        Assert.All(lines, line => Assert.Contains(" flow:to_server; sid:", line, StringComparison.Ordinal));
        Assert.Equal(lines.Length, lines.Select(line => line[line.IndexOf("sid:", StringComparison.Ordinal)..]).Distinct().Count());
    }

    [Fact]
    public async Task The_group_has_room_for_many_more_and_the_same_order_as_the_policy()
    {
        var group = Assert.Single(
            (await GraphAsync(AwsEgress.Cluster(AwsComponents.Scope))).Inputs("aws:networkfirewall/ruleGroup:RuleGroup")).Value;

        Assert.True((double)group["capacity"] > 10 * Lines(AwsEgress.Cluster(AwsComponents.Scope)).Length);
        Assert.Equal("STRICT_ORDER", (string?)Json.Of(group["ruleGroup"]).At("statefulRuleOptions.ruleOrder"));
    }

    private static string[] Lines(IReadOnlyList<EgressRule> egress) => SuricataRules.For(egress).Split('\n');

    private static async Task<IReadOnlyDictionary<string, object>> PolicyAsync() =>
        (IReadOnlyDictionary<string, object>)(await GraphAsync(AwsComponents.Egress))
            .Inputs("aws:networkfirewall/firewallPolicy:FirewallPolicy").Single().Value["firewallPolicy"];

    private static async Task<ResourceGraph> GraphAsync(IReadOnlyList<EgressRule> egress)
    {
        var graph = await ResourceGraph.OfAsync(options => new FirewallRules(
            "rules", new() { Range = IPNetwork.Parse("10.0.64.0/18"), Egress = egress, Key = "arn:key" }, options));
        Assert.Empty(graph.Orphans);
        return graph;
    }
}

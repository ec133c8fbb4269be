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
        var passing = Lines(AwsComponents.Egress).Where(line => line.StartsWith("pass", StringComparison.Ordinal)).ToArray();

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
    public void No_rule_names_a_public_resolver() => Assert.All(
        Lines(AwsEgress.Cluster(AwsComponents.Scope)),
        line => Assert.DoesNotMatch(@"8\.8\.8\.8|1\.1\.1\.1|-> \S+ 53 ", line));

    // Suricata 7.0.17 and 8.0.3 accepted this text, and let at most 8 kB without a server name through to a real server.
    [Fact]
    public void The_last_rules_end_everything_that_no_name_lets_through() => Assert.Equal(
        [
            """reject tls any any -> any 443 (msg:"name-not-on-the-list"; ssl_state:client_hello; ja4.hash; content:"_"; flow:to_server;""",
            """reject tcp any any -> any 443 (msg:"another-protocol-than-tls"; app-layer-protocol:!tls; flow:to_server,established;""",
            """reject tcp any any -> any 443 (msg:"no-name-in-time"; stream_size:client,>,8192; flow:to_server,established;""",
            """reject tcp any any -> any !443 (msg:"another-port-than-443"; flow:to_server;""",
            """drop udp any any -> any any (msg:"udp"; flow:to_server;""",
            """drop icmp any any -> !$HOME_NET any (msg:"icmp"; flow:to_server;""",
            """drop ip any any -> any any (msg:"another-protocol"; ip_proto:!6; ip_proto:!17; ip_proto:!1;""",
        ],
        Lines(AwsComponents.Egress).TakeLast(7).Select(line => line[..line.IndexOf(" sid:", StringComparison.Ordinal)]));

    [Fact]
    public void Only_names_pass_and_they_do_before_the_rest_ends() =>
        Assert.All(Lines(AwsComponents.Egress)[..^7], line => Assert.StartsWith("pass tls ", line, StringComparison.Ordinal));

    [Fact]
    public void A_name_that_two_egress_rules_contain_has_one_rule()
    {
        var lines = Lines(
            [.. AwsEgress.Cluster(AwsComponents.Scope), new("git", "the repository", new("https://github.com"), "GitHub.com")]);

        Assert.Single(lines, line => line.Contains("content:\"github.com\"", StringComparison.OrdinalIgnoreCase));
        Assert.DoesNotContain(lines, line => line.Contains("msg:\"git\"", StringComparison.Ordinal));
    }

    private const string Pass = "pass", Reject = "reject", Drop = "drop";

    [Theory]
    [InlineData("tcp 443, SNI git.example.org", Pass)]
    [InlineData("tcp 443, SNI a.cdn.example.org", Pass)]
    [InlineData("tcp 443, SNI evil-git.example.org", Reject)]
    [InlineData("tcp 443, SNI git.example.org.evil.example", Reject)]
    [InlineData("tcp 443, hello without a name", Reject)]
    [InlineData("tcp 443, incomplete hello, 9000 bytes", Reject)]
    [InlineData("tcp 443, incomplete hello, 1500 bytes", null)]
    [InlineData("tcp 443, another protocol", Reject)]
    [InlineData("tcp 22", Reject)]
    [InlineData("tcp 53", Reject)]
    [InlineData("udp 53", Drop)]
    [InlineData("icmp", Drop)]
    [InlineData("protocol 47", Drop)]
    [InlineData("protocol 50", Drop)]
    [InlineData("protocol 132", Drop)]
    [InlineData("protocol 58", Drop)]
    public void The_first_matching_rule_decides_without_the_default_action(string flow, string? verdict) =>
        Assert.Equal(verdict, SuricataModel.Verdict(Lines(AwsComponents.Egress), SuricataFlow.Parse(flow)));

    [Fact]
    public void An_empty_list_lets_no_name_through() =>
        Assert.DoesNotContain(Lines([]), line => line.StartsWith("pass tls", StringComparison.Ordinal));

    [Fact]
    public void Every_rule_looks_at_one_direction_and_the_numbers_rise_in_order()
    {
        var lines = Lines(AwsEgress.Cluster(AwsComponents.Scope));

        Assert.All(lines[..^1], line => Assert.Matches(" flow:to_server(,established)?; sid:", line));
        Assert.Equal(
            Enumerable.Range(100, lines.Length).Select(id => $"sid:{id};)"),
            lines.Select(line => line[line.IndexOf("sid:", StringComparison.Ordinal)..]));
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

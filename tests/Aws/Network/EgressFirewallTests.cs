using System.Net;
using K8tre.Components.Aws.Network;

namespace K8tre.Tests.Aws.Network;

public sealed class EgressFirewallTests
{
    private static readonly EgressFirewallArgs Valid = new()
    {
        VpcId = "vpc",
        Range = IPNetwork.Parse("10.0.64.0/18"),
        Subnets = [Output.Create("subnet-a"), Output.Create("subnet-b")],
        Egress = AwsComponents.Egress,
        IsProtected = true,
        Logs = AwsComponents.Logs,
    };

    [Theory, InlineData(true), InlineData(false)]
    public async Task It_is_kept_from_deletion_and_change_where_that_is_asked_for(bool isProtected)
    {
        var graph = await ResourceGraph.OfAsync(options => new EgressFirewall("egress", Valid with { IsProtected = isProtected }, options));

        var firewall = graph.Inputs("aws:networkfirewall/firewall:Firewall").Single().Value;

        Assert.All(
            ["deleteProtection", "firewallPolicyChangeProtection"],
            protection => Assert.Equal(isProtected, firewall[protection]));
        // With this protection, AWS refuses the subnet of a further zone.
        Assert.Equal(false, firewall["subnetChangeProtection"]);
    }

    [Fact]
    public async Task It_stands_in_every_zone_and_is_encrypted_with_a_key_of_ours()
    {
        var graph = await ResourceGraph.OfAsync(options => new EgressFirewall("egress", Valid, options));

        var firewall = graph.Inputs("aws:networkfirewall/firewall:Firewall").Single().Value;
        Assert.Equal(
            ["subnet-a", "subnet-b"], Json.Of(firewall["subnetMappings"])!.AsArray().Select(mapping => (string?)mapping.At("subnetId")));
        string[] encrypted =
        [
            "aws:networkfirewall/firewall:Firewall", "aws:networkfirewall/firewallPolicy:FirewallPolicy",
            "aws:networkfirewall/ruleGroup:RuleGroup",
        ];
        Assert.All(encrypted, type =>
        {
            var encryption = Json.Of(graph.Inputs(type).Single().Value["encryptionConfiguration"]);
            Assert.Equal(("CUSTOMER_KMS", "arn:key"), ((string?)encryption.At("type"), (string?)encryption.At("keyId")));
        });
        Assert.Empty(graph.Orphans);
    }

    [Fact]
    public async Task It_logs_what_it_dropped_and_what_it_saw_apart()
    {
        var graph = await ResourceGraph.OfAsync(options => new EgressFirewall("egress", Valid, options));

        var logging = graph.Inputs("aws:networkfirewall/loggingConfiguration:LoggingConfiguration").Single().Value;
        Assert.Equal("arn:egress", logging["firewallArn"]);
        Assert.Equal(
            ["ALERT CloudWatchLogs /aws/vendedlogs/egress-alert", "FLOW CloudWatchLogs /aws/vendedlogs/egress-flow"],
            Json.Of(logging["loggingConfiguration"]).At("logDestinationConfigs")!.AsArray()
                .Select(log => $"{log.At("logType")} {log.At("logDestinationType")} {log.At("logDestination.logGroup")}"));
    }

    [Fact]
    public async Task An_endpoint_is_that_of_its_subnet_in_whatever_order_AWS_returns_them()
    {
        EgressFirewall? firewall = null;
        await ResourceGraph.OfAsync(options => firewall = new EgressFirewall("egress", Valid, options));

        Assert.Equal("vpce-subnet-a", await OutputUtilities.GetValueAsync(firewall!.Endpoints[0]));
        Assert.Equal("vpce-subnet-b", await OutputUtilities.GetValueAsync(firewall.Endpoints[1]));
    }
}

using System.Text.Json.Nodes;
using K8tre.Components.Aws.Monitoring;

namespace K8tre.Tests.Aws.Monitoring;

public sealed class FlowLogsTests
{
    [Fact]
    public async Task What_was_let_through_and_what_was_not_is_recorded()
    {
        var log = (await GraphAsync()).Inputs("aws:ec2/flowLog:FlowLog").Single().Value;

        Assert.Equal(
            ("vpc", "ALL", "cloud-watch-logs", "arn:flow-logs-log-group"),
            ((string)log["vpcId"], (string)log["trafficType"], (string)log["logDestinationType"], (string)log["logDestination"]));
    }

    [Fact]
    public async Task Only_flow_logs_of_the_account_and_region_use_the_role()
    {
        var trust = JsonNode.Parse((string)(await GraphAsync()).Inputs("aws:iam/role:Role").Single().Value["assumeRolePolicy"])
            .At("Statement.0");

        Assert.Equal("""{"Service":["vpc-flow-logs.amazonaws.com"]}""", trust.At("Principal")!.ToJsonString());
        Assert.Equal("111122223333", (string?)trust.At("Condition.StringEquals")!["aws:SourceAccount"]![0]);
        Assert.Equal("arn:aws:ec2:eu-west-2:111122223333:vpc-flow-log/*", (string?)trust.At("Condition.ArnLike")!["aws:SourceArn"]![0]);
    }

    [Fact]
    public async Task The_role_writes_into_its_own_group_only()
    {
        var graph = await GraphAsync();

        var write = JsonNode.Parse((string)graph.Inputs("aws:iam/rolePolicy:RolePolicy").Single().Value["policy"]).At("Statement.0");
        Assert.Equal("""["arn:flow-logs-log-group","arn:flow-logs-log-group:*"]""", write.At("Resource")!.ToJsonString());
        Assert.DoesNotContain(write.At("Action")!.AsArray(), action => ((string)action!).Contains('*', StringComparison.Ordinal));
        Assert.Empty(graph.Orphans);
    }

    [Fact]
    public async Task The_group_is_encrypted_and_kept_as_long_as_asked()
    {
        var group = (await GraphAsync()).Inputs("aws:cloudwatch/logGroup:LogGroup").Single().Value;

        Assert.Equal(
            ("/aws/vendedlogs/flow-logs", "arn:key", 365),
            ((string)group["name"], (string)group["kmsKeyId"], (int)(double)group["retentionInDays"]));
    }

    private static Task<ResourceGraph> GraphAsync() => ResourceGraph.OfAsync(options => new FlowLogs(
        "flow-logs", new() { Scope = AwsComponents.Scope, VpcId = "vpc", Logs = AwsComponents.Logs }, options));
}

using System.Text.Json;
using Pulumi.Aws.Ec2;
using Pulumi.Aws.Iam;

namespace K8tre.Components.Aws;

/// <summary>A record of who spoke with whom in a network, and of who tried.</summary>
/// <remarks>https://docs.aws.amazon.com/vpc/latest/userguide/flow-logs-iam-role.html</remarks>
public sealed class FlowLogs : ComponentResource
{
    /// <summary>Starts the record.</summary>
    /// <param name="name">Name of the component.</param>
    /// <param name="site">Where it goes.</param>
    /// <param name="network">Id of the network.</param>
    /// <param name="logs">How it is kept.</param>
    /// <param name="options">Resource options.</param>
    public FlowLogs(string name, AwsSite site, Input<string> network, LogStore logs, ComponentResourceOptions? options = null)
        : base("k8tre:aws:FlowLogs", name, options)
    {
        var group = logs.Group(name, this);
        var role = new Role($"{name}-role", new()
        {
            Description = "Writes what the flow log of a network records.",
            AssumeRolePolicy = Trust(site),
        }, new() { Parent = this });
        var write = new RolePolicy($"{name}-write", new() { Role = role.Name, Policy = group.Arn.Apply(Write) }, new() { Parent = this });
        _ = new FlowLog(name, new()
        {
            VpcId = network,
            TrafficType = "ALL",
            LogDestinationType = "cloud-watch-logs",
            LogDestination = group.Arn,
            // Once it may write: else the first minutes are lost.
            IamRoleArn = Output.Tuple(role.Arn, write.Id).Apply(ready => ready.Item1),
            MaxAggregationInterval = 60,
            Tags = { ["Name"] = name },
        }, new() { Parent = this });

        RegisterOutputs();
    }

    // For flow logs of this account and region alone: https://docs.aws.amazon.com/IAM/latest/UserGuide/confused-deputy.html
    private static string Trust(AwsSite site) => JsonSerializer.Serialize(new
    {
        Version = "2012-10-17",
        Statement = new
        {
            Effect = "Allow",
            Principal = new { Service = "vpc-flow-logs.amazonaws.com" },
            Action = "sts:AssumeRole",
            Condition = new
            {
                StringEquals = new Dictionary<string, string> { ["aws:SourceAccount"] = site.AccountId },
                ArnLike = new Dictionary<string, string> { ["aws:SourceArn"] = site.Arn("ec2", "vpc-flow-log/*") },
            },
        },
    });

    // It need not create the group, which is there.
    private static string Write(string group) => JsonSerializer.Serialize(new
    {
        Version = "2012-10-17",
        Statement = new
        {
            Effect = "Allow",
            Action = new[] { "logs:CreateLogStream", "logs:PutLogEvents", "logs:DescribeLogGroups", "logs:DescribeLogStreams" },
            Resource = new[] { group, $"{group}:*" },
        },
    });
}

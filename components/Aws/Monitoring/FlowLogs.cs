using K8tre.Components.Aws.Iam;
using K8tre.Components.Aws.Scope;
using Pulumi.Aws.Ec2;

namespace K8tre.Components.Aws.Monitoring;

/// <summary>A record of who spoke with whom in a network, and of who tried.</summary>
/// <remarks>https://docs.aws.amazon.com/vpc/latest/userguide/flow-logs-iam-role.html</remarks>
public sealed class FlowLogs : ComponentResource
{
    /// <summary>Starts the record.</summary>
    /// <param name="name">Name of the component.</param>
    /// <param name="scope">Where it goes.</param>
    /// <param name="network">Id of the network.</param>
    /// <param name="logs">How it is kept.</param>
    /// <param name="options">Resource options.</param>
    public FlowLogs(string name, AwsScope scope, Input<string> network, LogGroupSettings logs, ComponentResourceOptions? options = null)
        : base("k8tre:aws:FlowLogs", name, options)
    {
        var group = logs.Group(name, this);
        var role = new IamRole($"{name}-role", new()
        {
            Scope = scope,
            Description = "Writes what the flow log of a network records.",
            // For flow logs of this account and region alone: https://docs.aws.amazon.com/IAM/latest/UserGuide/confused-deputy.html
            Trust = PolicyDocument.Trust(
                PolicyPrincipal.Service("vpc-flow-logs"),
                PolicyCondition.Is("aws:SourceAccount", scope.AccountId), new("ArnLike", "aws:SourceArn", scope.Arn("ec2", "vpc-flow-log/*"))),
            // It need not create the group, which is there.
            Policies = new Dictionary<string, PolicyDocument>
            {
                ["write"] = new(new PolicyStatement
                {
                    Actions = ["logs:CreateLogStream", "logs:PutLogEvents", "logs:DescribeLogGroups", "logs:DescribeLogStreams"],
                    Resources = [group.Arn, Output.Format($"{group.Arn}:*")],
                }),
            },
        }, new() { Parent = this });
        _ = new FlowLog(name, new()
        {
            VpcId = network,
            TrafficType = "ALL",
            LogDestinationType = "cloud-watch-logs",
            LogDestination = group.Arn,
            // Once it may write: else the first minutes are lost.
            IamRoleArn = role.Arn,
            MaxAggregationInterval = 60,
            Tags = { ["Name"] = name },
        }, new() { Parent = this });

        RegisterOutputs();
    }
}

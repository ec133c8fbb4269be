using K8tre.Components.Aws.Iam;
using K8tre.Components.Aws.Scope;
using Pulumi.Aws.CloudWatch;
using Pulumi.Aws.Ec2;

namespace K8tre.Components.Aws.Monitoring;

/// <summary>Inputs of <see cref="FlowLogs"/>.</summary>
public sealed record FlowLogsArgs
{
    /// <summary>Account and region.</summary>
    public required AwsScope Scope { get; init; }

    /// <summary>Id of the VPC.</summary>
    public required Input<string> VpcId { get; init; }

    /// <summary>Settings of the log group.</summary>
    public required LogGroupSettings Logs { get; init; }
}

/// <summary>Flow log of a VPC: accepted and rejected connections.</summary>
/// <remarks>https://docs.aws.amazon.com/vpc/latest/userguide/flow-logs-iam-role.html</remarks>
public sealed class FlowLogs : ComponentResource
{
    /// <summary>Creates the flow log and its log group.</summary>
    public FlowLogs(string name, FlowLogsArgs args, ComponentResourceOptions? options = null)
        : base("k8tre:aws:FlowLogs", name, options)
    {
        var scope = args.Scope;
        var group = new LogGroup($"{name}-log-group", args.Logs.ToArgs(name), new() { Parent = this });
        var role = new IamRole($"{name}-role", new()
        {
            Scope = scope,
            Description = "Writes what the flow log of a network records.",
            // Only for flow logs of this account and region: https://docs.aws.amazon.com/IAM/latest/UserGuide/confused-deputy.html
            Trust = PolicyDocument.Trust(
                PolicyPrincipal.Service("vpc-flow-logs"),
                PolicyCondition.Is("aws:SourceAccount", scope.AccountId),
                new("ArnLike", "aws:SourceArn", scope.Arn("ec2", "vpc-flow-log/*"))),
            // The role needs no permission to create the group, which exists.
            Policies = new Dictionary<string, PolicyDocument>
            {
                ["write"] = new(
                    new PolicyStatement
                    {
                        Actions = ["logs:CreateLogStream", "logs:PutLogEvents", "logs:DescribeLogStreams"],
                        Resources = [group.Arn, Output.Format($"{group.Arn}:*")],
                    },
                    // AWS restricts this action to no resource.
                    new PolicyStatement { Actions = ["logs:DescribeLogGroups"] }),
            },
        }, new() { Parent = this });
        _ = new FlowLog(name, new()
        {
            VpcId = args.VpcId,
            TrafficType = "ALL",
            LogDestinationType = "cloud-watch-logs",
            LogDestination = group.Arn,
            IamRoleArn = role.Arn,
            MaxAggregationInterval = 60,
            Tags = { ["Name"] = name },
            // Without the role's policy, the first minutes would be lost.
        }, new() { Parent = this, DependsOn = { role } });

        RegisterOutputs();
    }
}

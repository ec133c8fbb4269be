using K8tre.Components.Aws.Iam;
using K8tre.Components.Aws.Scope;

namespace K8tre.Components.Aws.Pipelines;

/// <summary>
/// Permissions of a pipeline on networks and nodes: it changes what has the platform's tag. EC2 checks each resource of a request, new ones
/// by the tag that they get, existing ones by the tag that they have.
/// </summary>
/// <param name="Scope">Account and region.</param>
/// <param name="Platform">Name of the platform, the value of the tag.</param>
/// <remarks>https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/supported-iam-actions-tagging.html</remarks>
internal sealed record PipelineNetworkAccess(AwsScope Scope, string Platform)
{
    // Tag of the security group that EKS makes for a cluster: https://docs.aws.amazon.com/eks/latest/userguide/sec-group-reqs.html
    private const string ClusterGroupTag = "aws:eks:cluster-name";

    // Actions that name a new resource beside existing ones.
    private static readonly string[] Creating = PipelineActions.Select(action =>
        PipelineActionKinds.IsOf(action, "ec2") && PipelineActionKinds.NameOf(action) is var name
        && (name.StartsWith("Create", StringComparison.Ordinal) || name.StartsWith("Authorize", StringComparison.Ordinal)
            || name is "AllocateAddress")
        && name is not ("CreateTags" or "CreateRoute" or "CreateLaunchTemplateVersion" or "CreateNetworkInterface"));

    // Actions without an existing resource.
    private static readonly string[] Alone =
        ["ec2:AllocateAddress", "ec2:CreateInternetGateway", "ec2:CreateLaunchTemplate", "ec2:CreateVpc"];

    private static readonly string[] GroupRules = PipelineActions.Select(action =>
        action.EndsWith("SecurityGroupIngress", StringComparison.Ordinal)
        || action.EndsWith("SecurityGroupEgress", StringComparison.Ordinal)
        || action is "ec2:ModifySecurityGroupRules");

    private static readonly string[] Gateways = PipelineActions.Select(action =>
        action.Contains("TransitGateway", StringComparison.Ordinal) && !PipelineActionKinds.IsRead(action));

    // AWS makes network interfaces for other resources with the permissions of whom creates these, and with tags of its own.
    private static readonly string[] Interfaces = ["ec2:CreateNetworkInterface", "ec2:DeleteNetworkInterface", "ec2:DisassociateAddress"];

    private static readonly string[] Starting = ["ec2:RunInstances"];

    private PolicyCondition Owned => PlatformTag.Has(Platform);

    private PolicyCondition Gives => PlatformTag.Gives(Platform);

    /// <summary>Returns the statements.</summary>
    public IEnumerable<PolicyStatement> Statements() =>
    [
        Allow("ChangeOwn", Owning(), [Scope.Arn("ec2", "*")], Owned),
        Allow("Create", Creating, [Scope.Arn("ec2", "*")], Gives),
        // The default security group of a VPC exists before it has a tag.
        Allow("TagNew", ["ec2:CreateTags"], [Scope.Arn("ec2", "*")], Gives, PolicyCondition.Is("ec2:CreateAction", [.. CreateActions()])),
        Allow("TagGroups", ["ec2:CreateTags"], Arns("security-group"), Gives, PlatformTag.HasOrLacks(Platform)),
        Allow("EmptyGroups", ["ec2:RevokeSecurityGroupEgress", "ec2:RevokeSecurityGroupIngress"], Arns("security-group")),
        Allow(
            "ClusterGroups", GroupRules, Arns("security-group"),
            new PolicyCondition("StringLike", $"aws:ResourceTag/{ClusterGroupTag}", $"{Platform}-*")),
        Allow("Interfaces", Interfaces, Arns("network-interface")),
        // The transit gateway may belong to another account, which shares it.
        Allow(
            "Transit", Gateways,
            [
                $"arn:{Scope.Partition}:ec2:{Scope.Region}:*:transit-gateway/*",
                $"arn:{Scope.Partition}:ec2:{Scope.Region}:*:transit-gateway-route-table/*",
            ]),
        // Nodes start in the platform's subnets. EKS chooses their other resources by the launch template.
        Allow(
            "StartNodes", Starting,
            [
                .. Arns("instance", "launch-template", "network-interface", "security-group", "volume"),
                // Images of AWS, which nodes start from, belong to no account.
                $"arn:{Scope.Partition}:ec2:{Scope.Region}::image/*",
            ]),
        Allow(
            "TagNodes", ["ec2:CreateTags"], Arns("instance", "network-interface", "volume"),
            PolicyCondition.Is("ec2:CreateAction", "RunInstances")),
    ];

    private static string[] Owning() =>
        PipelineActions.Select(action => PipelineActionKinds.IsOf(action, "ec2") && PipelineActionKinds.Changes(action)
            && !Alone.Contains(action));

    private static IEnumerable<Input<string>> CreateActions() =>
        Creating.Select(action => (Input<string>)PipelineActionKinds.NameOf(action));

    private Input<string>[] Arns(params string[] kinds) => [.. kinds.Select(kind => (Input<string>)Scope.Arn("ec2", $"{kind}/*"))];

    private static PolicyStatement Allow(
        string sid, string[] actions, IReadOnlyList<Input<string>> resources, params PolicyCondition[] conditions) =>
        new() { Sid = sid, Actions = actions, Resources = resources, Conditions = conditions };
}

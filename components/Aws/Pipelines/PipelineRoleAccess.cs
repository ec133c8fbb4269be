using K8tre.Components.Aws.Iam;
using K8tre.Components.Aws.Scope;

namespace K8tre.Components.Aws.Pipelines;

/// <summary>What a pipeline may do about roles: make and change those of the platform, as long as a policy bounds them that it cannot change.</summary>
/// <param name="Scope">The account.</param>
/// <param name="Prefix">What names of the platform's roles begin with, before a dash.</param>
/// <remarks>https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_boundaries.html#access_policies_boundaries-delegate</remarks>
internal sealed record PipelineRoleAccess(AwsScope Scope, string Prefix)
{
    // Services that take a role on from whoever makes their resource.
    private static readonly string[] Takers =
    [
        "eks.amazonaws.com", "pods.eks.amazonaws.com", "ec2.amazonaws.com", "backup.amazonaws.com", "codebuild.amazonaws.com", "ecr.amazonaws.com",
        "vpc-flow-logs.amazonaws.com",
    ];

    // Services that have a role of their own made when an account first uses them.
    private static readonly string[] Linked =
    [
        "autoscaling.amazonaws.com", "backup.amazonaws.com", "ecr.amazonaws.com", "eks.amazonaws.com", "eks-nodegroup.amazonaws.com",
        "elasticfilesystem.amazonaws.com", "elasticloadbalancing.amazonaws.com", "guardduty.amazonaws.com", "malware-protection.guardduty.amazonaws.com",
        "network-firewall.amazonaws.com", "pullthroughcache.ecr.amazonaws.com", "route53resolver.amazonaws.com", "transitgateway.amazonaws.com",
        "wafv2.amazonaws.com",
    ];

    private static readonly string[] ChangesOfRoles =
    [
        "iam:AttachRolePolicy", "iam:CreateRole", "iam:DeleteRole", "iam:DeleteRolePolicy", "iam:DetachRolePolicy", "iam:PutRolePermissionsBoundary",
        "iam:PutRolePolicy", "iam:UpdateAssumeRolePolicy", "iam:UpdateRole", "iam:UpdateRoleDescription",
    ];

    private static readonly string[] ChangesOfPolicies =
        ["iam:CreatePolicy", "iam:CreatePolicyVersion", "iam:DeletePolicy", "iam:DeletePolicyVersion", "iam:TagPolicy", "iam:UntagPolicy"];

    private static readonly string[] Tags = ["iam:TagRole", "iam:UntagRole"];

    /// <summary>ARN of the policy that bounds every role.</summary>
    public string Boundary => Arn($"policy/{BoundaryName(Prefix)}");

    private string Roles => Arn($"role/{Prefix}-*");

    /// <summary>Name of the pipeline's own role. Its policies are named after it, each with a dash and a word.</summary>
    public static string RoleName(string prefix) => $"{prefix}-pipeline";

    /// <summary>Name of the policy that bounds every role.</summary>
    public static string BoundaryName(string prefix) => $"{RoleName(prefix)}-boundary";

    /// <summary>The statements.</summary>
    public IEnumerable<PolicyStatement> Statements() =>
    [
        new()
        {
            Sid = "ChangeBoundedRoles",
            Actions = ChangesOfRoles,
            Resources = [Roles],
            Conditions = [new("StringEquals", "iam:PermissionsBoundary", Boundary)],
        },
        new() { Sid = "TagRoles", Actions = Tags, Resources = [Roles] },
        new() { Sid = "ChangePolicies", Actions = ChangesOfPolicies, Resources = [Arn($"policy/{Prefix}-*")] },
        new() { Sid = "GiveRoles", Actions = ["iam:PassRole"], Resources = [Roles], Conditions = [new("StringEquals", "iam:PassedToService", [.. Takers])] },
        new()
        {
            Sid = "LetServicesHaveTheirs",
            Actions = ["iam:CreateServiceLinkedRole"],
            Resources = [Arn("role/aws-service-role/*")],
            Conditions = [new("StringEquals", "iam:AWSServiceName", [.. Linked])],
        },
        // Its own rights and bounds are for a person to change.
        new()
        {
            Sid = "NeverItself",
            Denies = true,
            Actions = [.. ChangesOfRoles, .. ChangesOfPolicies, .. Tags, "iam:PassRole"],
            Resources = [Arn($"role/{RoleName(Prefix)}"), Arn($"policy/{RoleName(Prefix)}-*")],
        },
    ];

    private string Arn(string resource) => $"arn:{Scope.Partition}:iam::{Scope.AccountId}:{resource}";
}

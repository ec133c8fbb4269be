using K8tre.Components.Aws.Iam;
using K8tre.Components.Aws.Scope;

namespace K8tre.Components.Aws.Pipelines;

/// <summary>
/// Permissions of a pipeline on roles: it manages those of the platform that have a permissions boundary, which it cannot change.
/// </summary>
/// <param name="Scope">Account and region.</param>
/// <param name="Prefix">Prefix of the names of the platform's roles, without the dash.</param>
/// <remarks>https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_boundaries.html#access_policies_boundaries-delegate</remarks>
internal sealed record PipelineRoleAccess(AwsScope Scope, string Prefix)
{
    // Services to which the creator of a resource passes a role.
    private static readonly string[] Takers =
    [
        "eks.amazonaws.com", "pods.eks.amazonaws.com", "ec2.amazonaws.com", "backup.amazonaws.com", "codebuild.amazonaws.com",
        "ecr.amazonaws.com",
        "vpc-flow-logs.amazonaws.com",
    ];

    // Services that create a service-linked role at their first use in an account.
    private static readonly string[] Linked =
    [
        "autoscaling.amazonaws.com", "backup.amazonaws.com", "ecr.amazonaws.com", "eks.amazonaws.com", "eks-nodegroup.amazonaws.com",
        "elasticfilesystem.amazonaws.com", "elasticloadbalancing.amazonaws.com", "guardduty.amazonaws.com",
        "malware-protection.guardduty.amazonaws.com",
        "network-firewall.amazonaws.com", "pullthroughcache.ecr.amazonaws.com", "route53resolver.amazonaws.com",
        "transitgateway.amazonaws.com",
        "wafv2.amazonaws.com",
    ];

    private static readonly string[] ChangesOfRoles =
    [
        "iam:AttachRolePolicy", "iam:CreateRole", "iam:DeleteRole", "iam:DeleteRolePolicy", "iam:DetachRolePolicy",
        "iam:PutRolePermissionsBoundary",
        "iam:PutRolePolicy", "iam:UpdateAssumeRolePolicy", "iam:UpdateRole", "iam:UpdateRoleDescription",
    ];

    private static readonly string[] ChangesOfPolicies =
        ["iam:CreatePolicy", "iam:CreatePolicyVersion", "iam:DeletePolicy", "iam:DeletePolicyVersion", "iam:TagPolicy", "iam:UntagPolicy"];

    private static readonly string[] Tags = ["iam:TagRole", "iam:UntagRole"];

    /// <summary>ARN of the permissions boundary.</summary>
    public string Boundary => Arn($"policy/{BoundaryName(Prefix)}");

    private string Roles => Arn($"role/{Prefix}-*");

    /// <summary>Returns the name of the pipeline's own role, the prefix of the names of its policies.</summary>
    public static string RoleName(string prefix) => $"{prefix}-pipeline";

    /// <summary>Returns the name of the role of AWS Backup, which has no boundary and which only a person changes.</summary>
    public static string BackupRoleName(string prefix) => $"{RoleName(prefix)}-backup";

    /// <summary>Returns the name of the permissions boundary.</summary>
    public static string BoundaryName(string prefix) => $"{RoleName(prefix)}-boundary";

    /// <summary>Returns the statements.</summary>
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
        new()
        {
            Sid = "GiveRoles",
            Actions = ["iam:PassRole"],
            Resources = [Roles],
            Conditions = [new("StringEquals", "iam:PassedToService", [.. Takers])],
        },
        new()
        {
            Sid = "LetServicesHaveTheirs",
            Actions = ["iam:CreateServiceLinkedRole"],
            Resources = [Arn("role/aws-service-role/*")],
            Conditions = [new("StringEquals", "iam:AWSServiceName", [.. Linked])],
        },
        // Only a person changes the pipeline's own permissions, its boundary, and roles without a boundary.
        new()
        {
            Sid = "NeverItself",
            Denies = true,
            Actions = [.. ChangesOfRoles, .. ChangesOfPolicies, .. Tags],
            Resources = [Arn($"role/{RoleName(Prefix)}"), Arn($"role/{RoleName(Prefix)}-*"), Arn($"policy/{RoleName(Prefix)}-*")],
        },
        new() { Sid = "NotGiven", Denies = true, Actions = ["iam:PassRole"], Resources = [Arn($"role/{RoleName(Prefix)}")] },
        // A role that trusts the pipeline by name would need no permission of the pipeline.
        new() { Sid = "NoOtherRole", Denies = true, Actions = ["sts:AssumeRole", "sts:TagSession"] },
    ];

    private string Arn(string resource) => $"arn:{Scope.Partition}:iam::{Scope.AccountId}:{resource}";
}

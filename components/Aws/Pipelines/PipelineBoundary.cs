using K8tre.Components.Aws.Cluster;
using K8tre.Components.Aws.Iam;
using K8tre.Components.Aws.Scope;

namespace K8tre.Components.Aws.Pipelines;

/// <summary>
/// Permissions boundary of all roles of a platform: what clusters, their controllers, backups and builds need. It grants nothing by itself.
/// It contains no actions of IAM that change permissions, and no access to data except the platform's parameters.
/// </summary>
/// <remarks>https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_boundaries.html</remarks>
internal static class PipelineBoundary
{
    private static readonly string[] Services =
    [
        "acm", "autoscaling", "backup", "backup-storage", "codeconnections", "ebs", "ec2", "ecr", "eks", "eks-auth", "elasticfilesystem",
        "elasticloadbalancing", "kms", "logs", "route53", "shield", "tag", "wafv2",
    ];

    /// <summary>Returns the policy as JSON.</summary>
    public static Output<string> Policy(AwsScope scope, string prefix) => PolicyDocument.Json(
        new PolicyStatement { Sid = "Services", Actions = [.. Services.Select(service => $"{service}:*")] },
        new PolicyStatement
        {
            Sid = "Parameters",
            Actions = ["ssm:GetParameter", "ssm:GetParameters", "ssm:ListTagsForResource"],
            Resources = [scope.Arn("ssm", $"parameter/{prefix}-*")],
        },
        new PolicyStatement
        {
            Sid = "Roles",
            Actions = ["sts:AssumeRole", "sts:TagSession"],
            // Argo CD also accesses clusters of other platforms in the account, with roles that trust only this Argo CD.
            Resources = [IamRole.ArnOf(scope, $"{prefix}-*"), EksArgoCdAccess.RoleArnOf(scope, "*")],
        },
        // Of the AWS Load Balancer Controller: https://kubernetes-sigs.github.io/aws-load-balancer-controller/latest/deploy/installation/
        new PolicyStatement { Sid = "Certificates", Actions = ["iam:GetServerCertificate", "iam:ListServerCertificates"] },
        new PolicyStatement
        {
            Sid = "LinkedRoles",
            Actions = ["iam:CreateServiceLinkedRole"],
            Resources = [$"arn:{scope.Partition}:iam::{scope.AccountId}:role/aws-service-role/*"],
            Conditions =
            [
                new(
                    "StringEquals", "iam:AWSServiceName",
                    "elasticloadbalancing.amazonaws.com", "autoscaling.amazonaws.com", "ec2.amazonaws.com"),
            ],
        });
}

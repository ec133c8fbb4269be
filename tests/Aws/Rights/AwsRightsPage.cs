using System.Globalization;
using System.Text;

namespace K8tre.Tests.Aws.Rights;

/// <summary>The page <c>docs/reference/aws-rights.md</c>, from the policies of a plan.</summary>
internal sealed class AwsRightsPage(FullAwsPlan full)
{
    private readonly RoleClosure _closure = new(full);

    // What an attacker would want, and the actions that give it.
    private static readonly (string Wish, string[] Actions)[] Wishes =
    [
        ("read the content of a snapshot", ["ebs:GetSnapshotBlock", "ebs:ListSnapshotBlocks"]),
        ("share or copy a snapshot", ["ec2:CopySnapshot", "ec2:ModifySnapshotAttribute"]),
        ("restore or copy a backup", ["backup:StartRestoreJob", "backup:StartCopyJob", "backup:CopyFromBackupVault"]),
        ("delete a backup", ["backup:DeleteRecoveryPoint"]),
        ("read an object of a data bucket", ["s3:GetObject"]),
        ("read a log entry", ["logs:GetLogEvents", "logs:FilterLogEvents", "logs:StartQuery"]),
        ("read a secret of Secrets Manager", ["secretsmanager:GetSecretValue"]),
        ("read a source secret", ["ssm:GetParameter", "ssm:GetParameters"]),
        ("change a key policy, or delete a key", ["kms:PutKeyPolicy", "kms:ScheduleKeyDeletion"]),
        ("change the policy of a backup vault", ["backup:PutBackupVaultAccessPolicy", "backup:DeleteBackupVaultAccessPolicy"]),
        ("delete a file system", ["elasticfilesystem:DeleteFileSystem"]),
        ("delete a hosted zone", ["route53:DeleteHostedZone"]),
        ("create a role, or change its permissions", ["iam:CreateRole", "iam:PutRolePolicy", "iam:UpdateAssumeRolePolicy"]),
        ("remove a permissions boundary", ["iam:DeleteRolePermissionsBoundary"]),
        ("create a user or an access key", ["iam:CreateUser", "iam:CreateAccessKey"]),
        ("pass a role to a service", ["iam:PassRole"]),
    ];

    public string Text()
    {
        var page = new StringBuilder();
        page.Append(CultureInfo.InvariantCulture, $"""
            # Rights on AWS

            This page is generated from the policies of a platform named `tre` with all options that have a role. A test compares it. It shows what
            IAM allows. It does not show the policies that AWS maintains and that roles of EKS and of AWS Backup have, and who administers the account.

            ## What they may not do

            *Roles* are those of the clusters. *Made roles* are roles that a pipeline could make: the permissions boundary is the most that they have.

            | to | roles | made roles | pipeline |
            | --- | --- | --- | --- |

            """);
        foreach (var (wish, actions) in Wishes)
            page.Append(
                CultureInfo.InvariantCulture,
                $"| {wish} | {Answer(full.OfRoles, actions)} | {Answer(full.Boundary, actions)} | {Answer(full.OfPipeline, actions)} |\n");
        page.Append("""

            ## Who may become which role

            *Trusted* is who the role's trust policy names. *Then* is which other roles follow: by a trust policy and `sts:AssumeRole`, or by `iam:PassRole`
            to a service that the other role trusts.

            | role | trusted | boundary | then |
            | --- | --- | --- | --- |

            """);
        foreach (var role in _closure.Roles)
            page.Append(
                CultureInfo.InvariantCulture,
                $"| `{role.Name}` | {role.TrustedText} | {(role.IsBounded ? "yes" : "no")} | {Names(_closure.From(role))} |\n");
        return page.ToString();
    }

    private static string Names(IReadOnlyList<string> roles) =>
        roles.Count == 0 ? "none" : string.Join(", ", roles.Select(role => $"`{role}`"));

    private static string Answer(IReadOnlyList<IamStatement> statements, string[] actions)
    {
        var found = statements.Where(statement => !statement.Denies && actions.Any(statement.Has)).Select(Limit)
            .Distinct().Order(StringComparer.Ordinal).ToArray();
        return found.Length == 0 ? "**no**" : string.Join("; ", found);
    }

    private static string Limit(IamStatement statement)
    {
        var conditions = statement.Conditions.Select(condition => $"`{condition.Key}` {string.Join(", ", condition.Values)}").ToList();
        if (!statement.Resources.Contains("*"))
            conditions.Insert(0, string.Join(", ", statement.Resources.Select(resource => $"`{resource.Split(':', 6)[5]}`").Distinct().Take(3)));
        return string.Join(" with ", conditions);
    }
}

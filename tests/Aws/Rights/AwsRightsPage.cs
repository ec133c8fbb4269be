namespace K8tre.Tests.Aws.Rights;

/// <summary>The page <c>docs/reference/aws-rights.md</c>, from the policies of a plan.</summary>
internal sealed class AwsRightsPage(FullAwsPlan full)
{
    private const int Width = 140;

    private const string No = "**no**";

    // What an attacker would want, and the actions that give it.
    private static readonly (string Wish, string[] Actions)[] Wishes =
    [
        ("read the content of a snapshot", ["ebs:GetSnapshotBlock", "ebs:ListSnapshotBlocks"]),
        ("share or copy a snapshot", ["ec2:CopySnapshot", "ec2:ModifySnapshotAttribute"]),
        ("restore or copy a backup", ["backup:StartRestoreJob", "backup:StartCopyJob", "backup:CopyFromBackupVault"]),
        ("delete a backup", ["backup:DeleteRecoveryPoint"]),
        ("read an object of a bucket", ["s3:GetObject"]),
        ("read a log entry", ["logs:GetLogEvents", "logs:FilterLogEvents", "logs:StartQuery"]),
        ("read a secret of Secrets Manager", ["secretsmanager:GetSecretValue"]),
        ("read a source secret", ["ssm:GetParameter", "ssm:GetParameters"]),
        ("change a key policy, or delete a key", ["kms:PutKeyPolicy", "kms:ScheduleKeyDeletion"]),
        ("change the policy of a bucket", ["s3:PutBucketPolicy", "s3:DeleteBucketPolicy"]),
        ("change the policy of a backup vault", ["backup:PutBackupVaultAccessPolicy", "backup:DeleteBackupVaultAccessPolicy"]),
        ("change the policy of a file system", ["elasticfilesystem:PutFileSystemPolicy", "elasticfilesystem:DeleteFileSystemPolicy"]),
        ("delete a file system", ["elasticfilesystem:DeleteFileSystem"]),
        ("delete a certificate", ["acm:DeleteCertificate"]),
        ("delete a hosted zone", ["route53:DeleteHostedZone"]),
        ("create a role, or change its permissions", ["iam:CreateRole", "iam:PutRolePolicy", "iam:UpdateAssumeRolePolicy"]),
        ("remove a permissions boundary", ["iam:DeleteRolePermissionsBoundary"]),
        ("create a user or an access key", ["iam:CreateUser", "iam:CreateAccessKey"]),
        ("assume a role", ["sts:AssumeRole"]),
        ("pass a role to a service", ["iam:PassRole"]),
    ];

    private readonly RoleClosure _closure = new(full);

    private (string Name, IReadOnlyList<IamStatement> Rights)[] Identities =>
        [("roles of clusters", full.OfRoles), ("roles that a pipeline makes", full.Boundary), ("pipeline", full.OfPipeline)];

    public string Text()
    {
        var rows = Wishes.Select(wish => (wish.Wish, Answers: Identities.Select(who => Answers(who.Rights, wish.Actions)).ToArray()))
            .OrderByDescending(row => row.Answers.Count(answers => answers.Length == 0)).ToArray();
        return string.Concat([Head, .. rows.Select(Row), "\n## What some means\n", .. rows.SelectMany(Explanation), Closure, .. Items()]);
    }

    private const string Head = """
        # Rights on AWS

        This page lists what the policies allow of a platform named `tre` with all options that have a role. A test generates it from the
        plan. *Roles of clusters* are those of nodes, controllers and add-ons. For *roles that a pipeline makes*, the permissions boundary
        is the most that they can have, whatever their policies say. A session of a web identity, such as that of a workflow, has nothing
        at all in them.

        Not listed are the policies that AWS maintains, which the roles of EKS and of AWS Backup have, and the people who administer the
        account. [The guide](../guides/aws.md#what-a-pipeline-could-still-do) explains what is left.

        ## What they may not do

        | to | roles of clusters | roles that a pipeline makes | pipeline |
        | --- | --- | --- | --- |

        """;

    private const string Closure = """

        ## Who may become which role

        *Then* is which other roles follow: by a trust policy and `sts:AssumeRole`, or by `iam:PassRole` to a service that the other role
        trusts.


        """;

    private static string Row((string Wish, string[][] Answers) row) =>
        $"| {row.Wish} | {string.Join(" | ", row.Answers.Select(answer => answer.Length == 0 ? No : "some"))} |\n";

    private IEnumerable<string> Explanation((string Wish, string[][] Answers) row)
    {
        if (row.Answers.All(answers => answers.Length == 0))
            yield break;
        yield return $"\nTo {row.Wish}:\n\n";
        foreach (var (who, answers) in Identities.Zip(row.Answers))
        {
            foreach (var answer in answers)
                yield return Item($"{who.Name}: {answer}");
        }
    }

    private IEnumerable<string> Items() => _closure.Roles.Select(role => (Role: role, Then: _closure.From(role)))
        .OrderBy(row => row.Then.Count)
        .Select(row => Item(
            $"`{row.Role.Name}`, {(row.Role.IsBounded ? "with" : "**without**")} the boundary. Trusted: {row.Role.TrustedText}. "
            + $"Then: {(row.Then.Count == 0 ? "none" : string.Join(", ", row.Then.Select(name => $"`{name}`")))}."));

    private static string[] Answers(IReadOnlyList<IamStatement> statements, string[] actions) =>
        statements.Any(statement => statement.Denies && statement.Conditions.Count == 0 && statement.Resources.Contains("*")
            && actions.All(statement.Has))
            ? []
            :
            [
                .. statements.Where(statement => !statement.Denies && actions.Any(statement.Has)).Select(Limit)
                    .Distinct().Order(StringComparer.Ordinal),
            ];

    private static string Limit(IamStatement statement)
    {
        var limits = statement.Conditions.Select(condition => $"`{condition.Key}` is {string.Join(" or ", condition.Values)}").ToList();
        limits.Insert(0, statement.Resources.Contains("*")
            ? "everything"
            : string.Join(", ", statement.Resources.Select(resource => $"`{resource.Split(':', 6)[5]}`").Distinct()));
        return string.Join(", if ", limits);
    }

    // A list item in lines of at most that width.
    private static string Item(string text)
    {
        var lines = new List<string> { "-" };
        foreach (var word in text.Split(' '))
        {
            if (lines[^1].Length + 1 + word.Length > Width)
                lines.Add(" ");
            lines[^1] += $" {word}";
        }
        return string.Concat(lines.Select(line => $"{line}\n"));
    }
}

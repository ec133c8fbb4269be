using K8tre.Tests.Conformance;

namespace K8tre.Tests.Aws.Rights;

/// <summary>The permissions boundary, against the policies of all roles.</summary>
public sealed class BoundaryTests(FullAwsPlan full) : IClassFixture<FullAwsPlan>
{
    // Actions of AWS's own policies that the roles have and use, from https://docs.aws.amazon.com/aws-managed-policy/latest/reference:
    // AmazonEBSCSIDriverEKSClusterScopedPolicy v1, AmazonEC2ContainerRegistryPullOnly v1, AmazonEKSClusterPolicy v9,
    // AmazonEKSWorkerNodePolicy v3.
    private static readonly string[] OfAws =
    [
        "ec2:AttachVolume", "ec2:CreateSnapshot", "ec2:CreateVolume", "ec2:DeleteSnapshot", "ec2:DeleteVolume", "ec2:DetachVolume",
        "ec2:ModifyVolume", "ecr:BatchGetImage", "ecr:BatchImportUpstreamImage", "ecr:GetAuthorizationToken",
        "ecr:GetDownloadUrlForLayer", "eks-auth:AssumeRoleForPodIdentity", "eks:DescribeCluster", "kms:DescribeKey",
    ];

    // What the boundary allows and no role has. Descriptions of the account's resources disclose no data; roles have about seventy of them.
    private static readonly string[] Besides =
    [
        "autoscaling:Describe*", "ec2:Describe*", "elasticfilesystem:Describe*", "elasticloadbalancing:Describe*", "route53:List*",
        // With the tag of a load balancer of the platform, or on a listener.
        "elasticloadbalancing:*Listener*", "elasticloadbalancing:*Rule*", "elasticloadbalancing:*Tags", "elasticloadbalancing:Delete*",
        "elasticloadbalancing:Deregister*", "elasticloadbalancing:Modify*", "elasticloadbalancing:Register*", "elasticloadbalancing:Set*",
        // With the tag of a cluster of the platform or of its volumes.
        "ec2:*SecurityGroupIngress", "ec2:*Volume",
    ];

    private IEnumerable<IamStatement> Allowing => full.Boundary.Where(statement => !statement.Denies);

    [Fact]
    public void It_lets_each_role_do_what_its_policies_say_on_the_same_resources_and_conditions() => Assert.Empty(
        from statement in full.OfRoles
        from action in statement.Actions
        where !Allowing.Any(bound => WithoutAliases(bound).Covers(statement, action))
        select $"{statement.Source} {statement.Sid}: {action}");

    [OfficialPackagesFact]
    public void It_allows_little_that_no_role_has()
    {
        var granted = full.OfRoles.SelectMany(statement => statement.Actions).Concat(OfAws).ToHashSet();

        Assert.DoesNotContain(
            Allowing.SelectMany(statement => statement.Actions).SelectMany(ServiceReference.Actions),
            action => !granted.Contains(action) && !Besides.Any(pattern => IamStatement.Matches(pattern, action)));
    }

    [Fact]
    public void It_allows_no_service_whole()
    {
        Assert.All(Allowing.SelectMany(statement => statement.Actions), action => Assert.DoesNotMatch(@":\*$|^\*", action));
        Assert.All(
            Allowing.SelectMany(statement => statement.Actions).Where(action => action.Contains('*', StringComparison.Ordinal)),
            action => Assert.Contains(action, Besides));
    }

    [Theory]
    [InlineData("ebs:GetSnapshotBlock")]
    [InlineData("ec2:ModifySnapshotAttribute")]
    [InlineData("ec2:CopySnapshot")]
    [InlineData("ec2:RunInstances")]
    [InlineData("backup:StartRestoreJob")]
    [InlineData("backup:CopyFromBackupVault")]
    [InlineData("backup:PutBackupVaultAccessPolicy")]
    [InlineData("elasticfilesystem:ClientRootAccess")]
    [InlineData("elasticfilesystem:DeleteFileSystem")]
    [InlineData("kms:PutKeyPolicy")]
    [InlineData("kms:ScheduleKeyDeletion")]
    [InlineData("logs:GetLogEvents")]
    [InlineData("s3:GetObject")]
    [InlineData("secretsmanager:GetSecretValue")]
    [InlineData("iam:PassRole")]
    [InlineData("iam:CreateRole")]
    [InlineData("route53:DeleteHostedZone")]
    public void No_role_that_a_pipeline_makes_has_it(string action) =>
        Assert.DoesNotContain(Allowing, statement => statement.Has(action));

    [Fact]
    public void What_changes_things_or_discloses_data_names_the_platform_or_its_tag() => Assert.Empty(
        from statement in Allowing
        from action in statement.Actions
        where !System.Text.RegularExpressions.Regex.IsMatch(action, ":(Describe|List|Get(?!Parameter|Connection))")
        where !statement.Resources.All(resource => resource.Contains("tre", StringComparison.Ordinal))
            && !statement.Conditions.Any(condition => condition.Values.Any(value => value.Contains("tre", StringComparison.Ordinal)))
        where !Unnamed.Contains(action)
        select action);

    // What is left, as the guide says it.
    private static readonly string[] Unnamed =
    [
        // It needs a permission on the web ACL as well, which the boundary has on those of the platform.
        "elasticloadbalancing:SetWebAcl", "wafv2:AssociateWebACL", "wafv2:DisassociateWebACL",
        // An interface is attached only with a cluster's tag. One that is attached is not deleted.
        "ec2:CreateNetworkInterface", "ec2:DeleteNetworkInterface", "ec2:CreateNetworkInterfacePermission",
        // Tags of what a request creates, and security groups in networks, which get the tag of a load balancer.
        "ec2:CreateTags", "ec2:CreateSecurityGroup",
        // Access points of file systems, which are mounted from a network only.
        "elasticfilesystem:CreateAccessPoint", "elasticfilesystem:TagResource", "elasticfilesystem:DeleteAccessPoint",
        // Some rules have no tag.
        "elasticloadbalancing:*Listener*", "elasticloadbalancing:*Rule*", "elasticloadbalancing:*Tags",
        "iam:CreateServiceLinkedRole",
        // Images of AWS's accounts. The registry's own policy decides about others.
        "ecr:BatchGetImage", "ecr:GetDownloadUrlForLayer", "ecr:GetAuthorizationToken",
        // Roles that trust an Argo CD.
        "sts:AssumeRole", "sts:TagSession",
        // One connection, by its ARN.
        "codeconnections:UseConnection", "codeconnections:GetConnectionToken", "codeconnections:GetConnection",
    ];

    [Fact]
    public void A_session_of_a_web_identity_may_do_nothing_in_a_role_that_a_pipeline_made()
    {
        var never = full.Boundary.Single(statement => statement.Sid == "NoWebIdentity");

        Assert.True(never.Denies);
        Assert.Equal(["*"], never.Actions);
        Assert.Equal(["*"], never.Resources);
        Assert.Equal("Null aws:FederatedProvider false", Text(Assert.Single(never.Conditions)));
    }

    [Fact]
    public void Nothing_is_allowed_in_another_region() => Assert.Equal(
        "StringNotEquals aws:RequestedRegion eu-west-2 us-east-1",
        Text(Assert.Single(full.Boundary.Single(statement => statement is { Sid: "OnlyHere", Denies: true }).Conditions)));

    // Each key of the platform has an alias with its name: the plan says so below, and no policy of a role names it.
    private static IamStatement WithoutAliases(IamStatement statement) =>
        statement with { Conditions = [.. statement.Conditions.Where(condition => condition.Key != "kms:ResourceAliases")] };

    [Fact]
    public void Every_key_has_an_alias_with_the_platforms_name()
    {
        var aliases = full.Plan.Resources.Where(resource => resource.Type == "aws:kms/alias:Alias").ToArray();

        Assert.All(aliases, alias => Assert.StartsWith("alias/tre-", (string)alias.Inputs["name"]!, StringComparison.Ordinal));
        Assert.Equal(full.Plan.Resources.Count(resource => resource.Type == "aws:kms/key:Key"), aliases.Length);
    }

    private static string Text((string Operator, string Key, string[] Values) condition) =>
        $"{condition.Operator} {condition.Key} {string.Join(' ', condition.Values)}";
}

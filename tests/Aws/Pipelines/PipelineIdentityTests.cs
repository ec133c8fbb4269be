using System.Text.Json.Nodes;
using K8tre.Components.Aws.Pipelines;

namespace K8tre.Tests.Aws.Pipelines;

public sealed class PipelineIdentityTests
{
    private const string Boundary = "arn:aws:iam::123456789012:policy/tre-pipeline-boundary";

    private static readonly PipelineIdentityArgs Valid = new()
    {
        Scope = AwsHelpers.Scope,
        Platform = "tre",
        Repository = new("institute", "tre"),
        Environment = "prd",
        Domains = ["tre.example.org"],
        Connection = "arn:connection",
    };

    [Fact]
    public async Task A_workflow_of_one_repository_in_one_environment_takes_it_on()
    {
        var trust = Trust(await OfAsync(Valid));

        Assert.Equal("""{"Federated":["arn:role-github"]}""", trust.Text("Principal"));
        Assert.Equal("""["sts.amazonaws.com"]""", trust.Text("Condition", "StringEquals", "token.actions.githubusercontent.com:aud"));
        Assert.Equal(
            """["repo:institute/tre:environment:prd"]""",
            trust.Text("Condition", "StringEquals", "token.actions.githubusercontent.com:sub"));
    }

    [Fact]
    public async Task A_provider_that_the_account_has_is_used()
    {
        var graph = await OfAsync(Valid with { Provider = "arn:there-already" });

        Assert.Equal("""{"Federated":["arn:there-already"]}""", Trust(graph).Text("Principal"));
        Assert.Empty(graph.Names("aws:iam/openIdConnectProvider:OpenIdConnectProvider"));
    }

    [Fact]
    public async Task It_has_no_policy_of_administrators_and_each_of_its_own_is_as_short_as_IAM_wants()
    {
        var graph = await OfAsync(Valid);

        var attached = graph.Names("aws:iam/rolePolicyAttachment:RolePolicyAttachment")
            .Where(name => !name.StartsWith("role-backup-", StringComparison.Ordinal))
            .Select(name => (string?)graph.Asked(name)["policyArn"]).ToArray();
        Assert.InRange(attached.Length, 1, 10);
        Assert.All(attached, arn => Assert.StartsWith("arn:role-", arn, StringComparison.Ordinal));
        Assert.All(
            graph.Names("aws:iam/policy:Policy"),
            name => Assert.True(
                ((string)graph.Asked(name)["policy"]!).Length <= 6144, $"{name}: {((string)graph.Asked(name)["policy"]!).Length}"));
        Assert.Empty(graph.Orphans);
    }

    [Fact]
    public async Task Its_policies_have_room_for_a_long_name_and_several_domains()
    {
        var graph = await OfAsync(Valid with
        {
            Platform = "institute-platform-1",
            Domains = ["research.institute.example.org", "data.institute.example.org", "trusted.example.net"],
            Connection = "arn:aws:codeconnections:eu-west-2:123456789012:connection/0f1e2d3c-4b5a-6978-8796-a5b4c3d2e1f0",
        });

        Assert.All(
            graph.Names("aws:iam/policy:Policy"),
            name => Assert.InRange(((string)graph.Asked(name)["policy"]!).Length, 1, 6144));
    }

    [Fact]
    public async Task It_may_do_all_that_the_list_says_and_nothing_besides()
    {
        var graph = await OfAsync(Valid);

        var allowed = Rights(graph).Where(statement => statement.Text("Effect") == "\"Allow\"")
            .SelectMany(statement => statement["Action"]!.AsArray()).Select(action => (string)action!);
        Assert.Equal(
            PipelineActions.All.Union(["iam:PassRole", "iam:PutRolePermissionsBoundary"]).Order(StringComparer.Ordinal),
            allowed.Distinct().Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task What_shows_data_and_what_changes_is_limited_to_the_platform_or_the_region() => Assert.All(
        Rights(await OfAsync(Valid)).Where(statement =>
            statement.Text("Effect") == "\"Allow\"" && statement["Resource"]!.ToJsonString() == """["*"]"""),
        statement => Assert.All(statement["Action"]!.AsArray().Select(action => (string)action!), action =>
        {
            Assert.DoesNotMatch("(GetSecretValue|GetParameter|GetObject|iam:[CPAUD])", action);
            if (!System.Text.RegularExpressions.Regex.IsMatch(action, ":(Describe|Get|List|BatchGet|View)"))
                Assert.Equal("""["eu-west-2","us-east-1"]""", statement.Text("Condition", "StringEquals", "aws:RequestedRegion"));
        }));

    [Fact]
    public async Task It_makes_no_role_that_the_boundary_does_not_bound()
    {
        var roles = AwsHelpers.Statements((string?)(await OfAsync(Valid)).Asked("role-roles")["policy"]);

        var bounded = roles["ChangeBoundedRoles"];
        Assert.Equal($"""["{Boundary}"]""", bounded.Text("Condition", "StringEquals", "iam:PermissionsBoundary"));
        Assert.Equal("""["arn:aws:iam::123456789012:role/tre-*"]""", bounded.Text("Resource"));
        Assert.Contains("iam:CreateRole", bounded["Action"]!.AsArray().Select(action => (string)action!));
        string[] refused = ["iam:CreateRole", "iam:PutRolePolicy", "iam:AttachRolePolicy", "iam:DeleteRolePermissionsBoundary"];
        Assert.All(
            roles.Values.Where(statement => statement != bounded && statement.Text("Effect") == "\"Allow\""),
            statement => Assert.DoesNotContain(statement["Action"]!.AsArray(), action => refused.Contains((string?)action)));
    }

    [Fact]
    public async Task It_changes_neither_itself_nor_the_boundary_nor_a_role_without_one()
    {
        var never = AwsHelpers.Statements((string?)(await OfAsync(Valid)).Asked("role-roles")["policy"])["NeverItself"];

        Assert.Equal("\"Deny\"", never.Text("Effect"));
        Assert.Equal(
            """["arn:aws:iam::123456789012:role/tre-pipeline","arn:aws:iam::123456789012:role/tre-pipeline-*","""
                + "\"arn:aws:iam::123456789012:policy/tre-pipeline-*\"]",
            never.Text("Resource"));
        Assert.Superset(
            new HashSet<string>
            {
                "iam:CreatePolicyVersion", "iam:DeletePolicy", "iam:PutRolePolicy", "iam:AttachRolePolicy", "iam:UpdateAssumeRolePolicy",
            },
            never["Action"]!.AsArray().Select(action => (string)action!).ToHashSet());
    }

    [Fact]
    public async Task It_takes_on_no_role_and_passes_itself_to_no_service()
    {
        var roles = AwsHelpers.Statements((string?)(await OfAsync(Valid)).Asked("role-roles")["policy"]);

        Assert.Equal(
            ("\"Deny\"", """["sts:AssumeRole","sts:TagSession"]""", """["*"]"""),
            (roles["NoOtherRole"].Text("Effect"), roles["NoOtherRole"].Text("Action"), roles["NoOtherRole"].Text("Resource")));
        Assert.Equal(
            ("\"Deny\"", """["iam:PassRole"]""", """["arn:aws:iam::123456789012:role/tre-pipeline"]"""),
            (roles["NotGiven"].Text("Effect"), roles["NotGiven"].Text("Action"), roles["NotGiven"].Text("Resource")));
    }

    [Theory]
    [InlineData("backup:PutBackupVaultAccessPolicy")]
    [InlineData("kms:PutKeyPolicy")]
    [InlineData("kms:ScheduleKeyDeletion")]
    [InlineData("elasticfilesystem:DeleteFileSystem")]
    [InlineData("elasticfilesystem:PutFileSystemPolicy")]
    [InlineData("acm:DeleteCertificate")]
    [InlineData("guardduty:DeleteDetector")]
    [InlineData("route53resolver:DeleteFirewallRule")]
    [InlineData("ec2:DeleteVpc")]
    [InlineData("ec2:CreateRoute")]
    public async Task It_changes_only_what_has_the_platforms_tag(string action)
    {
        var allowing = Rights(await OfAsync(Valid)).Where(statement => statement.Text("Effect") == "\"Allow\""
            && statement["Action"]!.AsArray().Any(one => (string?)one == action)).ToArray();

        Assert.Equal("""["tre"]""", Assert.Single(allowing).Text("Condition", "StringEquals", "aws:ResourceTag/k8tre:platform"));
    }

    [Theory]
    [InlineData("kms:CreateKey")]
    [InlineData("ec2:CreateVpc")]
    [InlineData("elasticfilesystem:CreateFileSystem")]
    [InlineData("route53resolver:CreateFirewallRuleGroup")]
    public async Task What_it_creates_has_the_platforms_tag(string action) => Assert.Contains(
        Rights(await OfAsync(Valid)).Where(statement => statement["Action"]!.AsArray().Any(one => (string?)one == action)),
        statement => statement.Text("Condition", "StringEquals", "aws:RequestTag/k8tre:platform") == """["tre"]""");

    [Fact]
    public async Task It_deletes_no_hosted_zone_and_writes_records_of_its_domains_only()
    {
        var rights = Rights(await OfAsync(Valid));

        Assert.DoesNotContain(
            rights.SelectMany(statement => statement["Action"]!.AsArray()), action => (string?)action == "route53:DeleteHostedZone");
        Assert.Equal(
            """["tre.example.org","*.tre.example.org"]""",
            Assert.Single(
                rights, statement => statement["Action"]!.AsArray().Any(one => (string?)one == "route53:ChangeResourceRecordSets"))
                .Text("Condition", "ForAllValues:StringLike", "route53:ChangeResourceRecordSetsNormalizedRecordNames"));
    }

    [Fact]
    public async Task It_uses_keys_through_each_service_that_encrypts_what_it_makes()
    {
        var statements = AwsHelpers.Statements((string?)(await OfAsync(Valid)).Asked("role-data")["policy"]);

        Assert.Equal(
            new[] { "backup", "ecr", "elasticfilesystem", "network-firewall", "secretsmanager", "ssm" }
                .Select(service => $"{service}.eu-west-2.amazonaws.com"),
            statements["EncryptThroughServices"]["Condition"]!["StringEquals"]!["kms:ViaService"]!.AsArray()
                .Select(service => (string)service!));
    }

    [Fact]
    public async Task State_is_its_only_where_it_is_said_to_be()
    {
        var graph = await OfAsync(Valid with { StateBucket = "arn:aws:s3:::state", StateKey = "arn:state-key" });

        var state = AwsHelpers.Statements((string?)graph.Asked("role-state")["policy"]);
        Assert.Equal("""["arn:aws:s3:::state/*"]""", state["KeepState"].Text("Resource"));
        Assert.Equal("""["arn:state-key"]""", state["EncryptState"].Text("Resource"));
        Assert.Empty((await OfAsync(Valid)).Names("aws:iam/rolePolicy:RolePolicy"));
    }

    private static JsonNode Trust(ResourceGraph graph) =>
        AwsHelpers.Statements((string?)graph.Asked("role")["assumeRolePolicy"])["AssumedByWorkflow"];

    private static JsonNode[] Rights(ResourceGraph graph) =>
    [
        .. graph.Names("aws:iam/policy:Policy").Where(name => name != "role-boundary")
            .SelectMany(name => AwsHelpers.Statements((string?)graph.Asked(name)["policy"]).Values),
    ];

    private static Task<ResourceGraph> OfAsync(PipelineIdentityArgs args) =>
        ResourceGraph.OfAsync(options => new PipelineIdentity("role", args, options));
}

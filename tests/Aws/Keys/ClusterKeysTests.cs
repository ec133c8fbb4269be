using System.Text.Json.Nodes;
using K8tre.Components.Aws.Keys;

namespace K8tre.Tests.Aws.Keys;

public sealed class ClusterKeysTests
{
    private static readonly string[] Roles = ["etcd", "disks", "files", "logs", "parameters", "backups"];

    [Fact]
    public async Task Every_kind_of_data_has_a_key_of_its_own_that_turns_over_and_waits_before_it_goes()
    {
        var graph = await ResourceGraph.OfAsync(options => new ClusterKeys("keys", new() { Scope = AwsServices.Scope }, options));

        Assert.Equal(Roles.Select(role => $"keys-{role}").Order(StringComparer.Ordinal), graph.Names("aws:kms/key:Key"));
        Assert.All(Roles, role =>
        {
            var key = graph.Asked($"keys-{role}");
            Assert.Equal((true, 30d), ((bool)key["enableKeyRotation"]!, (double)key["deletionWindowInDays"]!));
            Assert.Equal($"alias/keys-{role}", (string?)graph.Asked($"keys-{role}-alias")["name"]);
        });
        Assert.Empty(graph.Orphans);
    }

    [Fact]
    public async Task No_principal_is_everybody_and_principals_of_the_account_must_call_from_it() => Assert.All(
        (await PoliciesAsync()).Values.SelectMany(policy => policy.Values),
        statement =>
        {
            Assert.DoesNotContain("\"*\"", statement.Text("Principal")!, StringComparison.Ordinal);
            if (statement.Text("Principal")!.Contains(":root", StringComparison.Ordinal))
                Assert.Equal("""["123456789012"]""", statement.Text("Condition", "StringEquals", "kms:CallerAccount"));
        });

    [Fact]
    public async Task Who_manages_a_key_cannot_use_it_by_that() => Assert.All(await PoliciesAsync(), policy =>
        Assert.DoesNotContain(policy.Value["Administration"]["Action"]!.AsArray(), action =>
            (string)action! is "kms:*" or "kms:Decrypt" or "kms:Encrypt" or "kms:CreateGrant" or "kms:GenerateDataKey"));

    [Theory]
    [InlineData("disks", """["ec2.eu-west-2.amazonaws.com"]""")]
    [InlineData("files", """["elasticfilesystem.eu-west-2.amazonaws.com","s3.eu-west-2.amazonaws.com","ecr.eu-west-2.amazonaws.com"]""")]
    [InlineData("logs", """["s3.eu-west-2.amazonaws.com","network-firewall.eu-west-2.amazonaws.com"]""")]
    [InlineData("parameters", """["ssm.eu-west-2.amazonaws.com","secretsmanager.eu-west-2.amazonaws.com"]""")]
    [InlineData("backups", """["backup.eu-west-2.amazonaws.com"]""")]
    public async Task A_key_is_used_through_the_services_of_its_kind_only(string role, string services)
    {
        var statements = (await PoliciesAsync())[role];

        Assert.Equal(services, statements["ThroughServices"].Text("Condition", "StringEquals", "kms:ViaService"));
    }

    [Fact]
    public async Task CloudWatch_encrypts_log_groups_of_the_account_alone()
    {
        var logs = (await PoliciesAsync())["logs"]["ByLogGroups"];

        Assert.Equal("""{"Service":["logs.eu-west-2.amazonaws.com"]}""", logs.Text("Principal"));
        Assert.Equal(
            """["arn:aws:logs:eu-west-2:123456789012:log-group:*"]""",
            logs.Text("Condition", "ArnLike", "kms:EncryptionContext:aws:logs:arn"));
    }

    [Fact]
    public async Task Auto_Scaling_starts_nodes_with_encrypted_disks_and_gives_grants_to_AWS_alone()
    {
        var disks = (await PoliciesAsync())["disks"];

        const string role = "arn:aws:iam::123456789012:role/aws-service-role/autoscaling.amazonaws.com/AWSServiceRoleForAutoScaling";
        Assert.All(
            ["ByAutoScaling", "GrantByAutoScaling"], sid => Assert.Equal($$"""{"AWS":["{{role}}"]}""", disks[sid].Text("Principal")));
        Assert.Equal("""["true"]""", disks["GrantByAutoScaling"].Text("Condition", "Bool", "kms:GrantIsForAWSResource"));
    }

    [Fact]
    public async Task A_role_that_is_made_first_is_waited_for()
    {
        var graph = await ResourceGraph.OfAsync(options => new ClusterKeys("keys", new()
        {
            Scope = AwsServices.Scope,
            AutoScalingRole = "arn:made",
        }, options));

        Assert.Equal(
            """{"AWS":["arn:made"]}""",
            AwsServices.Statements((string?)graph.Asked("keys-disks")["policy"])["ByAutoScaling"].Text("Principal"));
    }

    private static async Task<Dictionary<string, Dictionary<string, JsonNode>>> PoliciesAsync()
    {
        var graph = await ResourceGraph.OfAsync(options => new ClusterKeys("keys", new() { Scope = AwsServices.Scope }, options));
        return Roles.ToDictionary(role => role, role => AwsServices.Statements((string?)graph.Asked($"keys-{role}")["policy"]));
    }
}

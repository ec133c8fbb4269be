using K8tre.Components.Aws.Backup;

namespace K8tre.Tests.Aws.Backup;

public sealed class ClusterBackupTests
{
    private static readonly ClusterBackupArgs Valid = new() { Scope = AwsHelpers.Scope, PlanName = "tre-dev", Key = "arn:key" };

    [Fact]
    public async Task Every_day_and_every_month_are_kept_for_a_time_of_their_own()
    {
        var rules = (await OfAsync(Valid with { StartHour = 3, DailyDays = 14, MonthlyDays = 400 }))
            .Asked("backup-plan")["rules"]!.AsArray();

        Assert.Equal(
            ["daily cron(0 3 * * ? *) 14 backup", "monthly cron(0 3 1 * ? *) 400 backup"],
            rules.Select(rule => $"{rule!["ruleName"]} {rule["schedule"]} {rule.At("lifecycle.deleteAfter")} {rule["targetVaultName"]}"));
    }

    [Fact]
    public async Task It_finds_what_it_backs_up_by_its_tag_and_by_what_is_named()
    {
        var selection = (await OfAsync(Valid with { Resources = ["arn:files"] })).Asked("backup-selection");

        Assert.Equal("""[{"key":"k8tre/backup","type":"STRINGEQUALS","value":"tre-dev"}]""", selection["selectionTags"].Sorted());
        Assert.Equal("""["arn:files"]""", selection["resources"]!.ToJsonString());
        Assert.Equal("arn:backup-service-role", (string?)selection["iamRoleArn"]);
    }

    [Fact]
    public async Task Nobody_deletes_out_of_the_vault_that_our_key_encrypts()
    {
        var graph = await OfAsync(Valid);

        Assert.Equal("arn:key", (string?)graph.Asked("backup")["kmsKeyArn"]);
        var statement = Assert.Single(AwsHelpers.Statements((string?)graph.Asked("backup-policy")["policy"])).Value;
        Assert.Equal(
            (
                "\"Deny\"",
                """["backup:DeleteRecoveryPoint","backup:DisassociateRecoveryPoint","backup:UpdateRecoveryPointLifecycle"]""",
                """["arn:aws:backup:eu-west-2:123456789012:recovery-point:*","arn:aws:ec2:eu-west-2::snapshot/*"]"""),
            (statement.Text("Effect"), statement.Text("Action"), statement.Text("Resource")));
    }

    [Fact]
    public async Task A_lock_can_be_taken_away_again_and_is_only_there_when_asked_for()
    {
        var locked = (await OfAsync(Valid with { IsLocked = true })).Asked("backup-lock");

        Assert.Equal(
            (35d, 365d, null), ((double)locked["minRetentionDays"]!, (double)locked["maxRetentionDays"]!, locked["changeableForDays"]));
        Assert.Empty((await OfAsync(Valid)).Names("aws:backup/vaultLockConfiguration:VaultLockConfiguration"));
    }

    [Fact]
    public async Task Its_role_is_the_services_alone_and_has_AWSs_own_rights_for_backups()
    {
        var graph = await OfAsync(Valid);

        Assert.Equal(
            """{"Service":["backup.amazonaws.com"]}""",
            AwsHelpers.Statements((string?)graph.Asked("backup-service-role")["assumeRolePolicy"])["Trust"].Text("Principal"));
        Assert.Equal(
            [
                "arn:aws:iam::aws:policy/service-role/AWSBackupServiceRolePolicyForBackup",
                "arn:aws:iam::aws:policy/service-role/AWSBackupServiceRolePolicyForRestores",
            ],
            graph.Names("aws:iam/rolePolicyAttachment:RolePolicyAttachment").Select(name => (string?)graph.Asked(name)["policyArn"]));
    }

    private static async Task<ResourceGraph> OfAsync(ClusterBackupArgs args)
    {
        var graph = await ResourceGraph.OfAsync(options => new ClusterBackup("backup", args, options));
        Assert.Empty(graph.Orphans);
        return graph;
    }
}

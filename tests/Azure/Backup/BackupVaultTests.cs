using System.Text.Json.Nodes;
using Pulumi.AzureNative.DataProtection;
using BackupVault = K8tre.Components.Azure.Backup.BackupVault;
using BackupVaultArgs = K8tre.Components.Azure.Backup.BackupVaultArgs;

namespace K8tre.Tests.Azure.Backup;

public sealed class BackupVaultTests
{
    [Fact]
    public async Task Deleted_backups_can_be_restored_but_not_to_another_subscription()
    {
        var vault = await VaultAsync(args => args);

        Assert.Equal(
            ("On", 14.0),
            (
                (string?)vault.At("securitySettings.softDeleteSettings.state"),
                (double?)vault.At("securitySettings.softDeleteSettings.retentionDurationInDays")));
        Assert.Equal("Unlocked", (string?)vault.At("securitySettings.immutabilitySettings.state"));
        Assert.Equal("Disabled", (string?)vault.At("featureSettings.crossSubscriptionRestoreSettings.state"));
    }

    [Fact]
    public async Task Its_protections_are_locked_together_on_request_only()
    {
        var vault = await VaultAsync(args => args with { IsLocked = true });

        Assert.Equal(
            ("AlwaysOn", "Locked"),
            (
                (string?)vault.At("securitySettings.softDeleteSettings.state"),
                (string?)vault.At("securitySettings.immutabilitySettings.state")));
    }

    [Fact]
    public async Task It_has_the_redundancy_given()
    {
        var plain = await VaultAsync(args => args);
        var farther = await VaultAsync(args => args with { Redundancy = StorageSettingTypes.GeoRedundant });

        Assert.Equal(
            ("ZoneRedundant", "GeoRedundant"),
            ((string?)plain.At("storageSettings.0.type"), (string?)farther.At("storageSettings.0.type")));
    }

    [Fact]
    public async Task Clusters_are_backed_up_daily_and_backups_are_kept_for_the_days_given()
    {
        var rules = Json.Of((await GraphAsync(args => args with
        {
            StartHour = 3,
            RetentionDays = 90,
        })).Requests["backup-clusters"].Inputs["properties"])!["policyRules"]!;

        Assert.Equal("R/2024-01-01T03:00:00+00:00/P1D", (string?)rules.At("0.trigger.schedule.repeatingTimeIntervals.0"));
        Assert.Equal("P90D", (string?)rules.At("1.lifecycles.0.deleteAfter.duration"));
    }

    [Fact]
    public async Task The_tag_of_backups_is_the_name_of_their_retention_rule()
    {
        var rules = Json.Of((await GraphAsync(args => args)).Requests["backup-clusters"].Inputs["properties"])!["policyRules"]!;

        Assert.Equal((string?)rules.At("1.name"), (string?)rules.At("0.trigger.taggingCriteria.0.tagInfo.tagName"));
    }

    [Fact]
    public async Task It_is_kept_with_its_policy_when_the_stack_is_destroyed()
    {
        var options = await AzureComponents.OptionsOfAsync(options => new BackupVault("backup", Valid(options), options));

        Assert.All(["backup", "backup-clusters"], name => Assert.True(options[name] is { Protect: true, RetainOnDelete: true }, name));
    }

    [Theory]
    [InlineData(-1, 30, 14), InlineData(24, 30, 14), InlineData(1, 0, 14), InlineData(1, 361, 14), InlineData(1, 30, 13)]
    [InlineData(1, 30, 181)]
    public void Values_outside_the_ranges_of_Azure_are_refused(int startHour, int retentionDays, int deletedKeptDays) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => new BackupVaultArgs
        {
            Scope = AzureComponents.Scope,
            VaultName = "bvault",
            LogWorkspace = null!,
            StartHour = startHour,
            RetentionDays = retentionDays,
            DeletedKeptDays = deletedKeptDays,
        });

    private static BackupVaultArgs Valid(ComponentResourceOptions options) => new()
    {
        Scope = AzureComponents.Scope,
        VaultName = "bvault-k8tre-dev",
        LogWorkspace = AzureComponents.LogWorkspace,
    };

    private static async Task<ResourceGraph> GraphAsync(Func<BackupVaultArgs, BackupVaultArgs> change)
    {
        var graph = await ResourceGraph.OfAsync(options => new BackupVault("backup", change(Valid(options)), options));
        Assert.Empty(graph.Orphans);
        return graph;
    }

    private static async Task<JsonNode> VaultAsync(Func<BackupVaultArgs, BackupVaultArgs> change) =>
        Json.Of((await GraphAsync(change)).Requests["backup"].Inputs["properties"])!;
}

using System.Text.Json.Nodes;
using Pulumi.AzureNative.DataProtection;
using BackupVault = K8tre.Components.Azure.Backup.BackupVault;
using BackupVaultArgs = K8tre.Components.Azure.Backup.BackupVaultArgs;

namespace K8tre.Tests.Azure.Backup;

public sealed class BackupVaultTests
{
    [Fact]
    public async Task What_is_deleted_comes_back_and_nothing_is_restored_elsewhere()
    {
        var vault = await VaultAsync(args => args);

        Assert.Equal(("On", 14.0), ((string?)vault.At("securitySettings.softDeleteSettings.state"), (double?)vault.At("securitySettings.softDeleteSettings.retentionDurationInDays")));
        Assert.Equal("Unlocked", (string?)vault.At("securitySettings.immutabilitySettings.state"));
        Assert.Equal("Disabled", (string?)vault.At("featureSettings.crossSubscriptionRestoreSettings.state"));
    }

    [Fact]
    public async Task Its_protections_are_locked_together_and_only_when_asked()
    {
        var vault = await VaultAsync(args => args with { IsLocked = true });

        Assert.Equal(("AlwaysOn", "Locked"), ((string?)vault.At("securitySettings.softDeleteSettings.state"), (string?)vault.At("securitySettings.immutabilitySettings.state")));
    }

    [Fact]
    public async Task It_is_spread_as_asked()
    {
        var plain = await VaultAsync(args => args);
        var farther = await VaultAsync(args => args with { Redundancy = StorageSettingTypes.GeoRedundant });

        Assert.Equal(("ZoneRedundant", "GeoRedundant"), ((string?)plain.At("storageSettings.0.type"), (string?)farther.At("storageSettings.0.type")));
    }

    [Fact]
    public async Task Clusters_are_backed_up_daily_and_backups_kept_as_long_as_asked()
    {
        var rules = Json.Of((await GraphAsync(args => args with { StartHour = 3, RetentionDays = 90 })).Requests["backup-clusters"].Inputs["properties"])!["policyRules"]!;

        Assert.Equal("R/2024-01-01T03:00:00+00:00/P1D", (string?)rules.At("0.trigger.schedule.repeatingTimeIntervals.0"));
        Assert.Equal("P90D", (string?)rules.At("1.lifecycles.0.deleteAfter.duration"));
    }

    [Fact]
    public async Task Backups_are_tagged_as_the_rule_that_keeps_them_is_called()
    {
        var rules = Json.Of((await GraphAsync(args => args)).Requests["backup-clusters"].Inputs["properties"])!["policyRules"]!;

        Assert.Equal((string?)rules.At("1.name"), (string?)rules.At("0.trigger.taggingCriteria.0.tagInfo.tagName"));
    }

    [Fact]
    public async Task It_stays_when_the_platform_goes_with_its_policy()
    {
        var options = await AzureComponents.OptionsOfAsync(options => new BackupVault("backup", Valid(options), options));

        Assert.All(["backup", "backup-clusters"], name => Assert.True(options[name] is { Protect: true, RetainOnDelete: true }, name));
    }

    [Theory, InlineData(-1, 30, 14), InlineData(24, 30, 14), InlineData(1, 0, 14), InlineData(1, 361, 14), InlineData(1, 30, 13), InlineData(1, 30, 181)]
    public void Times_that_Azure_does_not_take_are_refused(int startHour, int retentionDays, int deletedKeptDays) => Assert.Throws<ArgumentOutOfRangeException>(() => new BackupVaultArgs
    {
        Scope = AzureComponents.Scope,
        VaultName = "bvault",
        LogWorkspace = null!,
        StartHour = startHour,
        RetentionDays = retentionDays,
        DeletedKeptDays = deletedKeptDays,
    });

    private static BackupVaultArgs Valid(ComponentResourceOptions options) => new() { Scope = AzureComponents.Scope, VaultName = "bvault-k8tre-dev", LogWorkspace = AzureComponents.LogWorkspace };

    private static async Task<ResourceGraph> GraphAsync(Func<BackupVaultArgs, BackupVaultArgs> change)
    {
        var graph = await ResourceGraph.OfAsync(options => new BackupVault("backup", change(Valid(options)), options));
        Assert.Empty(graph.Orphans);
        return graph;
    }

    private static async Task<JsonNode> VaultAsync(Func<BackupVaultArgs, BackupVaultArgs> change) => Json.Of((await GraphAsync(change)).Requests["backup"].Inputs["properties"])!;
}

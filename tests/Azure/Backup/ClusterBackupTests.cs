using System.Text.RegularExpressions;
using K8tre.Components.Azure.Backup;
using K8tre.Stacks.Settings.Reading;

namespace K8tre.Tests.Azure.Backup;

public sealed class ClusterBackupTests
{
    [Fact]
    public async Task Each_identity_gets_the_roles_that_Azure_Backup_requires()
    {
        var graph = await GraphAsync();

        Assert.Equal(("bvault-principalId", "Reader", "aks-id"), graph.Grant("backup-cluster"));
        Assert.Equal(("bvault-principalId", "Reader", SnapshotsId), graph.Grant("backup-snapshots"));
        Assert.Equal(("aks-control-principalId", "Contributor", SnapshotsId), graph.Grant("backup-writes-snapshots"));
        Assert.Equal(("backup-principalId", "Storage Blob Data Contributor", "backup-objects-id"), graph.Grant("backup-writes-objects"));
    }

    [Fact]
    public async Task The_extension_signs_in_to_the_account_with_Entra()
    {
        var extension = (await GraphAsync()).Requests["backup"].Inputs;

        var settings = Json.Of(extension["configurationSettings"])!.AsObject().ToDictionary(pair => pair.Key, pair => (string?)pair.Value);
        Assert.Equal("true", settings["configuration.backupStorageLocation.config.useAAD"]);
        Assert.Equal("https://stbackup.blob.core.windows.net/", settings["configuration.backupStorageLocation.config.storageAccountURI"]);
        Assert.Equal("backup", settings["configuration.backupStorageLocation.bucket"]);
    }

    [Fact]
    public async Task The_backup_vault_bypasses_the_network_rules_of_the_account()
    {
        var graph = await GraphAsync();

        Assert.Equal(
            "bvault-id",
            (string?)Json.Of(graph.Requests["backup-objects"].Inputs["networkRuleSet"]).At("resourceAccessRules.0.resourceId"));
        Assert.Equal("backup", graph.Requests["backup-objects-backup"].Inputs["containerName"]);
        Assert.Empty(graph.Orphans);
    }

    [Fact]
    public async Task The_vault_reaches_the_private_API_server_by_trusted_access()
    {
        var access = (await GraphAsync()).Requests["backup-access"].Inputs;

        Assert.Equal(("bvault-id", "tre-prd"), ((string)access["sourceResourceId"], (string)access["resourceName"]));
        AzureComponents.AssertJson("""["Microsoft.DataProtection/backupVaults/backup-operator"]""", Json.Of(access["roles"]));
    }

    [Fact]
    public async Task Snapshots_of_volumes_go_to_a_resource_group_of_their_own()
    {
        var policy = Json.Of((await GraphAsync()).Requests["backup-instance"].Inputs["properties"])!["policyInfo"]!;

        Assert.Equal("bvault-clusters-id", (string?)policy["policyId"]);
        Assert.Equal(true, (bool?)policy.At("policyParameters.backupDatasourceParametersList.0.snapshotVolumes"));
        Assert.Equal(SnapshotsId, (string?)policy.At("policyParameters.dataStoreParametersList.0.resourceGroupId"));
    }

    [Fact]
    public async Task Backups_are_kept_when_the_cluster_is_destroyed()
    {
        var options = await AzureComponents.OptionsOfAsync(Backup);

        Assert.All(
            ["backup-instance", "backup-objects"],
            name => Assert.True(options[name] is { Protect: true, RetainOnDelete: true }, name));
    }

    [Fact]
    public void Its_egress_rules_have_valid_names_and_a_reason() => Assert.All(ClusterBackup.Egress("uksouth"), rule =>
    {
        Assert.Contains("uksouth.dp.kubernetesconfiguration.azure.com", rule.Fqdns);
        Assert.All(rule.Fqdns, name => Assert.True(Regex.IsMatch(name, Formats.Fqdn), name));
        Assert.True(rule.Reason.Length > 10);
    });

    private static string SnapshotsId => $"/subscriptions/{AzureComponents.Scope.SubscriptionId}/resourceGroups/rg-snapshots";

    private static Task<ResourceGraph> GraphAsync() => ResourceGraph.OfAsync(Backup);

    private static ClusterBackup Backup(ComponentResourceOptions options)
    {
        return new("backup", new()
        {
            Scope = AzureComponents.Scope,
            Snapshots = AzureComponents.Scope with { ResourceGroup = "rg-snapshots" },
            Vault = new(
                "bvault",
                new() { Scope = AzureComponents.Scope, VaultName = "bvault", LogWorkspace = AzureComponents.LogWorkspace },
                options),
            Cluster = new("aks", AzureComponents.Cluster(options), options),
            AccountName = "stbackup",
            IsZoneRedundant = true,
            Subnet = "/subnet",
            Zone = AzureComponents.Zone(options),
            LogWorkspace = AzureComponents.LogWorkspace,
        }, options);
    }
}

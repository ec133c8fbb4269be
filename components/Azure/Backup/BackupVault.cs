using Pulumi.AzureNative.DataProtection;
using Pulumi.AzureNative.DataProtection.Inputs;
using NativePolicy = Pulumi.AzureNative.DataProtection.BackupPolicy;
using NativeVault = Pulumi.AzureNative.DataProtection.BackupVault;

namespace K8tre.Components.Azure.Backup;

/// <summary>
/// A backup vault, and how often and how long clusters are backed up with it. It stays when the platform goes: a backup is for the day on which the
/// rest is lost.
/// </summary>
/// <remarks>
/// Its own keys encrypt it: with ours, Azure would ask for a key vault that any network reaches, and what a cluster's backup makes lies outside the
/// vault anyway. https://learn.microsoft.com/azure/backup/encryption-at-rest-with-cmk-for-backup-vault,
/// https://learn.microsoft.com/azure/backup/azure-kubernetes-service-cluster-backup-concept
/// </remarks>
public sealed class BackupVault : ComponentResource
{
    private const string ClusterType = "Microsoft.ContainerService/managedClusters", Kept = "Default";

    /// <summary>Makes the vault and its policy.</summary>
    public BackupVault(string name, BackupVaultArgs args, ComponentResourceOptions? options = null)
        : base("k8tre:azure:BackupVault", name, options)
    {
        var kept = new CustomResourceOptions { Parent = this, Protect = true, RetainOnDelete = true };
        var vault = new NativeVault(name, new()
        {
            VaultName = args.VaultName,
            ResourceGroupName = args.Scope.ResourceGroup,
            Location = args.Scope.Region,
            Identity = new DppIdentityDetailsArgs { Type = "SystemAssigned" },
            Properties = new Pulumi.AzureNative.DataProtection.Inputs.BackupVaultArgs
            {
                StorageSettings = { new StorageSettingArgs { DatastoreType = StorageSettingStoreTypes.VaultStore, Type = args.Redundancy } },
                SecuritySettings = new SecuritySettingsArgs
                {
                    ImmutabilitySettings = new ImmutabilitySettingsArgs { State = args.IsLocked ? ImmutabilityState.Locked : ImmutabilityState.Unlocked },
                    SoftDeleteSettings = new SoftDeleteSettingsArgs
                    {
                        State = args.IsLocked ? SoftDeleteState.AlwaysOn : SoftDeleteState.On,
                        RetentionDurationInDays = args.DeletedKeptDays,
                    },
                },
                // Nobody restores research data into a subscription of their own.
                FeatureSettings = new FeatureSettingsArgs
                {
                    CrossSubscriptionRestoreSettings = new CrossSubscriptionRestoreSettingsArgs { State = CrossSubscriptionRestoreState.Disabled },
                },
                MonitoringSettings = new MonitoringSettingsArgs
                {
                    AzureMonitorAlertSettings = new AzureMonitorAlertSettingsArgs { AlertsForAllJobFailures = AlertsState.Enabled },
                },
            },
        }, kept);
        (Id, VaultName, ResourceGroup) = (vault.Id, vault.Name, args.Scope.ResourceGroup.ToOutput());
        PrincipalId = vault.Identity.Apply(identity => identity!.PrincipalId);
        args.Logs.Collect($"{name}-logs", vault.Id);

        ClusterPolicy = new NativePolicy($"{name}-clusters", new()
        {
            BackupPolicyName = "clusters",
            VaultName = vault.Name,
            ResourceGroupName = args.Scope.ResourceGroup,
            Properties = new Pulumi.AzureNative.DataProtection.Inputs.BackupPolicyArgs
            {
                ObjectType = "BackupPolicy",
                DatasourceTypes = { ClusterType },
                PolicyRules = new Union<AzureBackupRuleArgs, AzureRetentionRuleArgs>[] { Daily(args.StartHour), Retention(args.RetentionDays) },
            },
        }, kept).Id;

        RegisterOutputs();
    }

    /// <summary>Id of the vault.</summary>
    [Output("id")]
    public Output<string> Id { get; private set; }

    /// <summary>Name of the vault.</summary>
    [Output("vaultName")]
    public Output<string> VaultName { get; private set; }

    /// <summary>Its resource group.</summary>
    [Output("resourceGroup")]
    public Output<string> ResourceGroup { get; private set; }

    /// <summary>Object id of the identity with which it reads clusters.</summary>
    [Output("principalId")]
    public Output<string> PrincipalId { get; private set; }

    /// <summary>Id of the policy for clusters.</summary>
    [Output("clusterPolicy")]
    public Output<string> ClusterPolicy { get; private set; }

    // Azure repeats from a day in the past, which day does not matter: a fixed one keeps the plan the same tomorrow.
    private static AzureBackupRuleArgs Daily(int startHour) => new()
    {
        Name = "BackupDaily",
        ObjectType = "AzureBackupRule",
        BackupParameters = new AzureBackupParamsArgs { BackupType = "Incremental", ObjectType = "AzureBackupParams" },
        DataStore = Operational(),
        Trigger = new ScheduleBasedTriggerContextArgs
        {
            ObjectType = "ScheduleBasedTriggerContext",
            Schedule = new BackupScheduleArgs { RepeatingTimeIntervals = { $"R/2024-01-01T{startHour:00}:00:00+00:00/P1D" }, TimeZone = "UTC" },
            TaggingCriteria =
            {
                new TaggingCriteriaArgs { IsDefault = true, TaggingPriority = 99, TagInfo = new RetentionTagArgs { TagName = Kept } },
            },
        },
    };

    private static AzureRetentionRuleArgs Retention(int days) => new()
    {
        Name = Kept,
        ObjectType = "AzureRetentionRule",
        IsDefault = true,
        Lifecycles =
        {
            new SourceLifeCycleArgs
            {
                SourceDataStore = Operational(),
                DeleteAfter = new AbsoluteDeleteOptionArgs { ObjectType = "AbsoluteDeleteOption", Duration = $"P{days}D" },
            },
        },
    };

    private static DataStoreInfoBaseArgs Operational() => new() { DataStoreType = DataStoreTypes.OperationalStore, ObjectType = "DataStoreInfoBase" };
}

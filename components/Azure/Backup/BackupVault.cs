using K8tre.Components.Azure.Monitoring;
using Pulumi.AzureNative.DataProtection;
using Pulumi.AzureNative.DataProtection.Inputs;
using NativePolicy = Pulumi.AzureNative.DataProtection.BackupPolicy;
using NativeVault = Pulumi.AzureNative.DataProtection.BackupVault;

namespace K8tre.Components.Azure.Backup;

/// <summary>
/// Backup vault with the backup policy of clusters: schedule and retention. It is kept when the stack is destroyed.
/// </summary>
/// <remarks>
/// Platform-managed keys encrypt it: customer-managed keys would need a key vault with public access, and the backups of clusters are outside the vault
/// anyway. https://learn.microsoft.com/azure/backup/encryption-at-rest-with-cmk-for-backup-vault,
/// https://learn.microsoft.com/azure/backup/azure-kubernetes-service-cluster-backup-concept
/// </remarks>
public sealed class BackupVault : ComponentResource
{
    private const string ClusterType = "Microsoft.ContainerService/managedClusters", Kept = "Default";

    /// <summary>Creates the vault and its policy.</summary>
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
                    ImmutabilitySettings = new ImmutabilitySettingsArgs
                    {
                        State = args.IsLocked ? ImmutabilityState.Locked : ImmutabilityState.Unlocked,
                    },
                    SoftDeleteSettings = new SoftDeleteSettingsArgs
                    {
                        State = args.IsLocked ? SoftDeleteState.AlwaysOn : SoftDeleteState.On,
                        RetentionDurationInDays = args.DeletedKeptDays,
                    },
                },
                // Nobody can restore research data to another subscription.
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
        _ = new DiagnosticLogs($"{name}-logs", new() { Resource = vault.Id, Workspace = args.LogWorkspace }, new() { Parent = this });

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

    /// <summary>Resource group of the vault.</summary>
    [Output("resourceGroup")]
    public Output<string> ResourceGroup { get; private set; }

    /// <summary>Object id of the identity with which the vault reads clusters.</summary>
    [Output("principalId")]
    public Output<string> PrincipalId { get; private set; }

    /// <summary>Id of the policy for clusters.</summary>
    [Output("clusterPolicy")]
    public Output<string> ClusterPolicy { get; private set; }

    // The first day of the schedule is in the past and has no effect. It is fixed, so that a plan is the same on every day.
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

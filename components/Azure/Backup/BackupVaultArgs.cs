using K8tre.Components.Azure.Scope;
using Pulumi.AzureNative.DataProtection;

namespace K8tre.Components.Azure.Backup;

/// <summary>Inputs of <see cref="BackupVault"/>.</summary>
public sealed record BackupVaultArgs
{
    /// <summary>Scope of the vault: a resource group that is kept.</summary>
    public required AzureScope Scope { get; init; }

    /// <summary>Name of the vault, 2 to 50 letters, digits and dashes.</summary>
    public required string VaultName { get; init; }

    /// <summary>Id of the Log Analytics workspace that receives the log of backups and restores.</summary>
    public required Input<string> LogWorkspace { get; init; }

    /// <summary>Storage redundancy. It cannot be changed on an existing vault. Default: zone redundant.</summary>
    public StorageSettingTypes Redundancy { get; init; } = StorageSettingTypes.ZoneRedundant;

    /// <summary>Hour of the day at which backups start, 0 to 23, UTC. Default: 1.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Not an hour of the day.</exception>
    public int StartHour
    {
        get;
        init => field = value is >= 0 and <= 23 ? value : throw new ArgumentOutOfRangeException(nameof(StartHour), value, "supply 0 to 23");
    } = 1;

    /// <summary>Days that a backup is kept, 1 to 360. It cannot be changed on a policy in use. Default: 30.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Fewer or more.</exception>
    public int RetentionDays
    {
        get;
        init => field = value is >= 1 and <= 360 ? value : throw new ArgumentOutOfRangeException(nameof(RetentionDays), value, "supply 1 to 360");
    } = 30;

    /// <summary>Days that a deleted backup can be restored, 14 to 180. Default: 14, which are free of charge.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Fewer or more.</exception>
    public int DeletedKeptDays
    {
        get;
        init => field = value is >= 14 and <= 180 ? value : throw new ArgumentOutOfRangeException(nameof(DeletedKeptDays), value, "supply 14 to 180");
    } = 14;

    /// <summary>Indicates that nobody, not even an owner, can disable these protections again. It cannot be undone. Default: false.</summary>
    /// <remarks>https://learn.microsoft.com/azure/backup/backup-azure-immutable-vault-concept</remarks>
    public bool IsLocked { get; init; }
}

using K8tre.Components.Azure.Monitoring;
using K8tre.Components.Azure.Scope;
using Pulumi.AzureNative.DataProtection;

namespace K8tre.Components.Azure.Backup;

/// <summary>Inputs of <see cref="BackupVault"/>.</summary>
public sealed record BackupVaultArgs
{
    /// <summary>Where it goes: a group that stays.</summary>
    public required AzureScope Scope { get; init; }

    /// <summary>Name of the vault, 2 to 50 letters, digits and dashes.</summary>
    public required string VaultName { get; init; }

    /// <summary>Where it logs what was backed up and restored.</summary>
    public required LogWorkspace Logs { get; init; }

    /// <summary>How what lies in the vault itself is spread; decided when it is made. Default: over the zones of the region.</summary>
    public StorageSettingTypes Redundancy { get; init; } = StorageSettingTypes.ZoneRedundant;

    /// <summary>Hour of the day at which backups start, 0 to 23, UTC. Default: 1.</summary>
    /// <exception cref="ArgumentOutOfRangeException">None of a day.</exception>
    public int StartHour
    {
        get;
        init => field = value is >= 0 and <= 23 ? value : throw new ArgumentOutOfRangeException(nameof(StartHour), value, "supply 0 to 23");
    } = 1;

    /// <summary>Days that a backup is kept, 1 to 360; a policy in use takes no other. Default: 30.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Fewer or more.</exception>
    public int RetentionDays
    {
        get;
        init => field = value is >= 1 and <= 360 ? value : throw new ArgumentOutOfRangeException(nameof(RetentionDays), value, "supply 1 to 360");
    } = 30;

    /// <summary>Days that a deleted backup can be brought back, 14 to 180. Default: 14, which cost nothing.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Fewer or more.</exception>
    public int DeletedKeptDays
    {
        get;
        init => field = value is >= 14 and <= 180 ? value : throw new ArgumentOutOfRangeException(nameof(DeletedKeptDays), value, "supply 14 to 180");
    } = 14;

    /// <summary>Whether nobody, its owner included, ever turns these protections off again. It cannot be undone. Default: false.</summary>
    /// <remarks>https://learn.microsoft.com/azure/backup/backup-azure-immutable-vault-concept</remarks>
    public bool IsLocked { get; init; }
}

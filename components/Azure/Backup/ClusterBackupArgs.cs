using K8tre.Components.Azure.Monitoring;
using K8tre.Components.Azure.Network;
using K8tre.Components.Azure.Scope;
using K8tre.Components.Azure.Vaults;

namespace K8tre.Components.Azure.Backup;

/// <summary>Inputs of <see cref="ClusterBackup"/>.</summary>
public sealed record ClusterBackupArgs
{
    /// <summary>Where the objects of the cluster are kept: a group that stays.</summary>
    public required AzureScope Scope { get; init; }

    /// <summary>Where the snapshots of its disks go: a group that stays and holds nothing else, since the cluster may do anything in it.</summary>
    public required AzureScope Snapshots { get; init; }

    /// <summary>The vault.</summary>
    public required BackupVault Vault { get; init; }

    /// <summary>Id of the cluster.</summary>
    public required Input<string> Cluster { get; init; }

    /// <summary>
    /// Name of the cluster. Known once its pods have a network and <see cref="BackupPolicies"/> hold: what is installed in it waits for that, and the
    /// account does not.
    /// </summary>
    public required Output<string> ClusterName { get; init; }

    /// <summary>Known once all pools of the cluster are there: AKS lets a vault in only when it does nothing else.</summary>
    public required Output<bool> HasAllPools { get; init; }

    /// <summary>Resource group of the cluster.</summary>
    public required Input<string> ClusterGroup { get; init; }

    /// <summary>Object id of the cluster's own identity, that of its control plane.</summary>
    public required Input<string> ClusterPrincipal { get; init; }

    /// <summary>Name of the account for its objects, unique in the world, 3 to 24 lower-case letters and digits.</summary>
    public required string AccountName { get; init; }

    /// <summary>Whether the account survives the loss of a zone.</summary>
    public required bool IsZoneRedundant { get; init; }

    /// <summary>Id of the subnet of the account's private endpoint: the cluster's pods write to it.</summary>
    public required Input<string> Subnet { get; init; }

    /// <summary>The zone <c>privatelink.blob.core.windows.net</c>.</summary>
    public required PrivateDnsZone Zone { get; init; }

    /// <summary>Where the account logs.</summary>
    public required LogWorkspace Logs { get; init; }

    /// <summary>A key of ours over Azure's, for the account; snapshots are encrypted as the disks are. Default: Azure's alone.</summary>
    public CustomerManagedKey? Key { get; init; }
}

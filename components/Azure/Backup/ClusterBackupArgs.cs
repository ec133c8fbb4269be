using K8tre.Components.Azure.Cluster;
using K8tre.Components.Azure.Dns;
using K8tre.Components.Azure.Scope;
using K8tre.Components.Azure.Vaults;

namespace K8tre.Components.Azure.Backup;

/// <summary>Inputs of <see cref="ClusterBackup"/>.</summary>
public sealed record ClusterBackupArgs
{
    /// <summary>Scope of the backups of Kubernetes objects: a resource group that is kept.</summary>
    public required AzureScope Scope { get; init; }

    /// <summary>
    /// Scope of the disk snapshots: a resource group that is kept and holds nothing else, because the cluster has all permissions in it.
    /// </summary>
    public required AzureScope Snapshots { get; init; }

    /// <summary>Backup vault.</summary>
    public required BackupVault Vault { get; init; }

    /// <summary>The cluster.</summary>
    public required AksCluster Cluster { get; init; }

    /// <summary>Globally unique name of the storage account, 3 to 24 lower-case letters and digits.</summary>
    public required string AccountName { get; init; }

    /// <summary>Indicates that the storage account is replicated across three availability zones.</summary>
    public required bool IsZoneRedundant { get; init; }

    /// <summary>Id of the subnet of the storage account's private endpoint. Pods of the cluster write to it.</summary>
    public required Input<string> Subnet { get; init; }

    /// <summary>Private DNS zone <c>privatelink.blob.core.windows.net</c>.</summary>
    public required IPrivateDnsZone Zone { get; init; }

    /// <summary>Id of the Log Analytics workspace that receives the access log of the storage account.</summary>
    public required Input<string> LogWorkspace { get; init; }

    /// <summary>Customer-managed key of the storage account. Snapshots are encrypted like the disks. Default: none; Azure manages the key.</summary>
    public CustomerManagedKey? Key { get; init; }
}

using K8tre.Components.Azure.Backup;
using K8tre.Components.Azure.Scope;
using K8tre.Components.Azure.Storage;
using K8tre.Components.Azure.Vaults;

namespace K8tre.Stacks.Azure;

/// <summary>Inputs of <see cref="AzureDeleteLocks"/>.</summary>
internal sealed record AzureDeleteLocksArgs
{
    /// <summary>Name of the platform.</summary>
    public required string Platform { get; init; }

    /// <summary>Landing zone of the platform.</summary>
    public required AzureLandingZone LandingZone { get; init; }

    /// <summary>The clusters.</summary>
    public required IReadOnlyList<IClusterRoom> Rooms { get; init; }

    /// <summary>Storage account of the flow logs.</summary>
    public required BlobAccount FlowStore { get; init; }

    /// <summary>Key vault of that account.</summary>
    public required StorageVault FlowVault { get; init; }

    /// <summary>Key vault of public certificates. Default: none.</summary>
    public CertificateVault? Certificates { get; init; }

    /// <summary>
    /// Components besides the landing zone and the clusters with role assignments and diagnostic settings of locked resources.
    /// </summary>
    public required IReadOnlyList<Resource> DependsOn { get; init; }
}

/// <summary>
/// Delete locks of a platform's resources with data. The accounts of file shares have none: the file driver could not delete shares.
/// </summary>
/// <remarks>https://github.com/MicrosoftDocs/azure-docs/issues/77366</remarks>
internal sealed class AzureDeleteLocks : ComponentResource
{
    /// <summary>Creates the locks, after everything that belongs to the locked resources.</summary>
    public AzureDeleteLocks(string name, AzureDeleteLocksArgs args, ComponentResourceOptions? options = null)
        : base("k8tre:stacks:AzureDeleteLocks", name, options)
    {
        var zone = args.LandingZone;
        Lock($"{args.Platform}-lock", new()
        {
            ["registry"] = zone.Registry?.Id,
            ["backups"] = zone.Backups?.Id,
            ["logs"] = zone.Logs.Id,
            ["flows"] = args.FlowStore.Id,
            ["flows-vault"] = args.FlowVault.Id,
            ["certificates"] = args.Certificates?.Id,
        }, [zone, .. args.Rooms.Cast<Resource>(), args.FlowStore, args.FlowVault, .. args.DependsOn]);
        foreach (var room in args.Rooms)
        {
            var cluster = (AzureCluster)room.Cluster;
            Lock($"{cluster.Spec.Name}-lock", new() { ["vault"] = cluster.Vault.Id, ["data"] = cluster.Data?.Id }, (Resource)room);
            foreach (var backup in room.AddOns.OfType<ClusterBackup>())
                Lock($"{cluster.Spec.Name}-backup-lock", new() { ["objects"] = backup.AccountId }, (Resource)room);
        }

        RegisterOutputs();
    }

    private void Lock(string name, Dictionary<string, Output<string>?> resources, params IReadOnlyList<Resource> dependsOn)
    {
        var existing = resources.Where(resource => resource.Value is not null);
        _ = new DeleteLock(name, new()
        {
            Resources = existing.ToDictionary(resource => resource.Key, resource => (Input<string>)resource.Value!),
            DependsOn = dependsOn,
        }, new() { Parent = this });
    }
}

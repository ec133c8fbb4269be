using K8tre.Components.Clusters;
using Pulumi.Kubernetes.Core.V1;
using Pulumi.Kubernetes.Types.Inputs.Core.V1;
using Pulumi.Kubernetes.Types.Inputs.Meta.V1;

namespace K8tre.Components.OnPrem;

/// <summary>Export of an NFS server.</summary>
/// <param name="Name">Name of the volume, unique in the cluster.</param>
/// <param name="Server">Address or DNS name of the server.</param>
/// <param name="Path">Path of the export.</param>
/// <param name="IsReadOnly">True if pods can only read.</param>
public sealed record NfsExport(string Name, string Server, string Path, bool IsReadOnly);

/// <summary>Inputs of <see cref="NfsVolumes"/>.</summary>
public sealed record NfsVolumesArgs
{
    /// <summary>Exports of NFS servers.</summary>
    public required IReadOnlyCollection<NfsExport> Exports { get; init; }
}

/// <summary>Persistent volumes for data that NFS servers hold already.</summary>
/// <remarks>
/// A claim names its volume (<c>volumeName</c>, <c>storageClassName: ""</c>). Data on the server is kept when the claim or this component
/// is deleted.
/// https://kubernetes.io/docs/concepts/storage/volumes/#nfs
/// </remarks>
public sealed class NfsVolumes : ComponentResource
{
    /// <summary>Creates a volume for each export.</summary>
    public NfsVolumes(string name, NfsVolumesArgs args, ComponentResourceOptions? options = null)
        : base("k8tre:onprem:NfsVolumes", name, options)
    {
        foreach (var export in args.Exports)
        {
            _ = new PersistentVolume($"{name}-{export.Name}", new()
            {
                Metadata = new ObjectMetaArgs { Name = export.Name },
                Spec = new PersistentVolumeSpecArgs
                {
                    Nfs = new NFSVolumeSourceArgs { Server = export.Server, Path = export.Path, ReadOnly = export.IsReadOnly },
                    AccessModes = { export.IsReadOnly ? "ReadOnlyMany" : "ReadWriteMany" },
                    // Kubernetes requires a capacity. NFS ignores it.
                    Capacity = { ["storage"] = "1Gi" },
                    // Without a class, only a claim that names the volume is bound to it.
                    StorageClassName = "",
                    PersistentVolumeReclaimPolicy = "Retain",
                    // With a hard mount, pods wait for an unreachable server instead of losing writes.
                    // With nosuid and nodev, files on the server grant no rights on the node.
                    MountOptions = { "nfsvers=4.2", "hard", "nosuid", "nodev" },
                },
            }, new() { Parent = this });
        }

        RegisterOutputs();
    }
}

/// <summary>Add-on that installs <see cref="NfsVolumes"/>.</summary>
/// <param name="args">Inputs of the volumes.</param>
public sealed class NfsAddOn(NfsVolumesArgs args) : IClusterAddOn
{
    /// <inheritdoc/>
    public string Name => "nfs";

    /// <inheritdoc/>
    public AddOnPhase Phase => AddOnPhase.AfterNetwork;

    /// <inheritdoc/>
    public Resource Install(AddOnContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        return new NfsVolumes(context.Name, args, context.Options);
    }
}

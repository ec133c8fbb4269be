using Pulumi.Kubernetes.Core.V1;
using Pulumi.Kubernetes.Types.Inputs.Core.V1;
using Pulumi.Kubernetes.Types.Inputs.Meta.V1;

namespace K8tre.Components.OnPrem;

/// <summary>An export of an NFS server.</summary>
/// <param name="Name">Name of the volume, unique in the cluster.</param>
/// <param name="Server">Address or DNS name of the server.</param>
/// <param name="Path">Path of the export.</param>
/// <param name="IsReadOnly">Whether pods may only read.</param>
public sealed record NfsExport(string Name, string Server, string Path, bool IsReadOnly);

/// <summary>
/// Volumes for data that lies on NFS servers already. A claim asks for one by name (<c>volumeName</c>, <c>storageClassName: ""</c>); whoever deletes the
/// claim, or this component, never deletes what the server holds.
/// </summary>
/// <remarks>https://kubernetes.io/docs/concepts/storage/volumes/#nfs</remarks>
public sealed class NfsVolumes : ComponentResource
{
    /// <summary>Makes a volume of each export.</summary>
    public NfsVolumes(string name, IReadOnlyCollection<NfsExport> exports, ComponentResourceOptions? options = null)
        : base("k8tre:onprem:NfsVolumes", name, options)
    {
        foreach (var export in exports)
        {
            _ = new PersistentVolume($"{name}-{export.Name}", new()
            {
                Metadata = new ObjectMetaArgs { Name = export.Name },
                Spec = new PersistentVolumeSpecArgs
                {
                    Nfs = new NFSVolumeSourceArgs { Server = export.Server, Path = export.Path, ReadOnly = export.IsReadOnly },
                    AccessModes = { export.IsReadOnly ? "ReadOnlyMany" : "ReadWriteMany" },
                    // Required, and without a meaning for NFS.
                    Capacity = { ["storage"] = "1Gi" },
                    // No class: nothing but a claim that names the volume gets it.
                    StorageClassName = "",
                    PersistentVolumeReclaimPolicy = "Retain",
                    // Pods wait for a server that is away, rather than lose a write; what it holds gives nobody rights on the node.
                    MountOptions = { "nfsvers=4.2", "hard", "nosuid", "nodev" },
                },
            }, new() { Parent = this });
        }

        RegisterOutputs();
    }
}

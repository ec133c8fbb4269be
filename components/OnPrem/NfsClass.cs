using K8tre.Components.Clusters;
using Pulumi.Kubernetes.Storage.V1;
using Pulumi.Kubernetes.Types.Inputs.Meta.V1;
using HelmRelease = Pulumi.Kubernetes.Helm.V3.Release;

namespace K8tre.Components.OnPrem;

/// <summary>Inputs of <see cref="NfsClass"/>.</summary>
public sealed record NfsClassArgs
{
    /// <summary>Address or DNS name of the NFS server, which every node reaches.</summary>
    public required string Server { get; init; }

    /// <summary>Path of the export in which each volume gets a folder.</summary>
    public required string Path { get; init; }

    /// <summary>True if the folder of a volume is kept when its claim is deleted.</summary>
    public required bool IsRetained { get; init; }

    /// <summary>The chart of the driver. Default: the pinned chart from its own repository.</summary>
    public HelmChart Chart { get; init; } = Versions.CsiDriverNfs;
}

/// <summary>Storage class <c>nfs</c>, whose volumes are folders of an NFS export, and the CSI driver that creates them.</summary>
/// <remarks>
/// It is not the default class. NFS limits no volume to its size and encrypts nothing, neither on the network nor on the server's disks.
/// https://github.com/kubernetes-csi/csi-driver-nfs/blob/v4.13.4/docs/driver-parameters.md
/// </remarks>
public sealed class NfsClass : ComponentResource
{
    /// <summary>Name of the class.</summary>
    public const string ClassName = "nfs";

    private const string Driver = "nfs.csi.k8s.io";

    // Requests of the chart's values for one container.
    private static readonly Requests Container = new(10, 20);

    /// <summary>Installs the driver and creates the class.</summary>
    public NfsClass(string name, NfsClassArgs args, ComponentResourceOptions? options = null)
        : base("k8tre:onprem:NfsClass", name, options)
    {
        var driver = new HelmRelease($"{name}-driver", new()
        {
            Name = "csi-driver-nfs",
            // The pods are privileged and use the nodes' network. The namespace is exempt from the pod security level.
            Namespace = "kube-system",
            Chart = args.Chart.Location,
            Version = args.Chart.Version,
            RepositoryOpts = args.Chart.RepositoryOptions,
            Values = new InputMap<object>
            {
                ["controller"] = new InputMap<object>
                {
                    // Without the definitions of snapshots, the snapshotter would restart again and again.
                    ["enableSnapshotter"] = false,
                    ["defaultOnDeletePolicy"] = args.IsRetained ? "retain" : "delete",
                },
            },
        }, new() { Parent = this });
        _ = new StorageClass(name, new()
        {
            Metadata = new ObjectMetaArgs { Name = ClassName },
            Provisioner = Driver,
            Parameters =
            {
                ["server"] = args.Server,
                ["share"] = args.Path,
                ["subDir"] = "${pvc.metadata.namespace}/${pvc.metadata.name}-${pv.metadata.name}",
            },
            ReclaimPolicy = args.IsRetained ? "Retain" : "Delete",
            VolumeBindingMode = "Immediate",
            AllowVolumeExpansion = true,
            // As in NfsVolumes.
            MountOptions = { "nfsvers=4.2", "hard", "nosuid", "nodev" },
        }, new() { Parent = this, DependsOn = { driver }, DeleteBeforeReplace = true });

        RegisterOutputs();
    }

    /// <summary>Returns the requests of the driver's pods: one controller, and an agent on each node.</summary>
    /// <param name="nodes">Number of nodes.</param>
    public static Requests RequestsOf(int nodes) =>
        (4 + (3 * nodes)) * Container;
}

/// <summary>Add-on that installs <see cref="NfsClass"/>.</summary>
/// <param name="args">Inputs of the class.</param>
public sealed class NfsClassAddOn(NfsClassArgs args) : IClusterAddOn
{
    /// <inheritdoc/>
    public string Name => "nfs-class";

    /// <inheritdoc/>
    public AddOnPhase Phase => AddOnPhase.AfterNetwork;

    /// <inheritdoc/>
    public Resource Install(AddOnContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        return new NfsClass(context.Name, args, context.Options);
    }
}

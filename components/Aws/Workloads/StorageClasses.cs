using K8tre.Components.Clusters;
using Pulumi.Kubernetes.Storage.V1;
using Pulumi.Kubernetes.Types.Inputs.Meta.V1;

namespace K8tre.Components.Aws.Workloads;

/// <summary>Inputs of <see cref="StorageClasses"/>.</summary>
public sealed record StorageClassesArgs
{
    /// <summary>ARN of the KMS key that encrypts volumes.</summary>
    public required Input<string> DiskKey { get; init; }

    /// <summary>Id of the file system of shared volumes.</summary>
    public required Input<string> FileSystem { get; init; }

    /// <summary>Tags of EBS volumes, such as the one that selects them for backups. Default: none.</summary>
    public IReadOnlyDictionary<string, string> VolumeTags { get; init; } = new Dictionary<string, string>();

    /// <summary>Resources that must exist first, such as the file system's mount targets. Default: none.</summary>
    public IReadOnlyList<Resource> DependsOn { get; init; } = [];
}

/// <summary>
/// Storage classes that K8TRE's charts refer to by name, and that the infrastructure provides on AWS. Volumes of deleted claims are
/// retained until an operator deletes them: Argo CD prunes resources that are missing in Git, and a mistake there must not delete research
/// data.
/// </summary>
/// <remarks>
/// K8TRE's documentation: https://github.com/k8tre/k8tre/blob/d9ff2e1/agnostics/storage-class/aws/README.md. Parameters:
/// https://github.com/kubernetes-sigs/aws-ebs-csi-driver/blob/master/docs/parameters.md and
/// https://github.com/kubernetes-sigs/aws-efs-csi-driver/blob/master/docs/README.md
/// </remarks>
public sealed class StorageClasses : ComponentResource
{
    private const string Retain = "Retain";

    /// <summary>Creates the classes in the cluster of the inherited provider.</summary>
    public StorageClasses(string name, StorageClassesArgs args, ComponentResourceOptions? options = null)
        : base("k8tre:aws:StorageClasses", name, options)
    {
        var inside = new CustomResourceOptions { Parent = this, DependsOn = [.. args.DependsOn] };
        var disks = new InputMap<string>
        {
            ["type"] = "gp3",
            ["encrypted"] = "true",
            ["kmsKeyId"] = args.DiskKey,
            ["csi.storage.k8s.io/fstype"] = "ext4",
        };
        var tags = args.VolumeTags.OrderBy(tag => tag.Key, StringComparer.Ordinal);
        foreach (var (tag, number) in tags.Select((tag, index) => (tag, index + 1)))
            disks.Add($"tagSpecification_{number}", $"{tag.Key}={tag.Value}");
        _ = new StorageClass($"{name}-rwo", new()
        {
            Metadata = new ObjectMetaArgs
            {
                Name = "rwo-default",
                // The default for claims without a class, such as gitea's. A disk suits any image: unlike an access point, it has no user
                // of its own.
                Annotations = { ["storageclass.kubernetes.io/is-default-class"] = "true" },
            },
            Provisioner = "ebs.csi.aws.com",
            Parameters = disks,
            ReclaimPolicy = Retain,
            // A disk is in one zone, that of the pod's node.
            VolumeBindingMode = "WaitForFirstConsumer",
            AllowVolumeExpansion = true,
        }, inside);
        _ = new StorageClass($"{name}-rwx", new()
        {
            Metadata = new ObjectMetaArgs { Name = "rwx-default" },
            Provisioner = "efs.csi.aws.com",
            // The driver encrypts connections by default, and the policy of the file system refuses others. The directory of a volume has
            // the name of its PersistentVolume: the name of the claim could exceed the 100 characters that an access point accepts.
            Parameters =
            {
                ["provisioningMode"] = "efs-ap",
                ["fileSystemId"] = args.FileSystem,
                ["basePath"] = "/volumes",
                ["directoryPerms"] = "750",
                // Each volume has its own user and group, above those of images. A file system has at most 10,000 access points:
                // https://docs.aws.amazon.com/efs/latest/ug/limits.html
                ["gidRangeStart"] = "50000",
                ["gidRangeEnd"] = "59999",
            },
            ReclaimPolicy = Retain,
            VolumeBindingMode = "Immediate",
        }, inside);

        RegisterOutputs();
    }
}

/// <summary>Add-on that creates <see cref="StorageClasses"/> before Argo CD installs charts that use them.</summary>
/// <param name="args">Inputs of the storage classes.</param>
public sealed class StorageClassesAddOn(StorageClassesArgs args) : IClusterAddOn
{
    /// <inheritdoc/>
    public string Name => "classes";

    /// <inheritdoc/>
    public AddOnPhase Phase => AddOnPhase.BeforeArgoCd;

    /// <inheritdoc/>
    public Resource Install(AddOnContext context) => new StorageClasses(context.Name, args, context.Options);
}

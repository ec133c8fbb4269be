using Pulumi.Kubernetes.Storage.V1;
using Pulumi.Kubernetes.Types.Inputs.Meta.V1;

namespace K8tre.Components.Aws.Workloads;

/// <summary>Inputs of <see cref="StorageClasses"/>.</summary>
public sealed record StorageClassesArgs
{
    /// <summary>ARN of the key that encrypts volumes.</summary>
    public required Input<string> DiskKey { get; init; }

    /// <summary>Id of the file system behind shared volumes.</summary>
    public required Input<string> FileSystem { get; init; }

    /// <summary>Tags of the disks behind volumes, like the one by which they are backed up. Default: none.</summary>
    public IReadOnlyDictionary<string, string> VolumeTags { get; init; } = new Dictionary<string, string>();
}

/// <summary>
/// The storage classes that K8TRE's charts ask for by name, which on AWS the infrastructure brings. What a claim held stays until an operator
/// deletes it: Argo CD prunes what is no longer in Git, and a line too few there must not delete research data.
/// </summary>
/// <remarks>
/// Upstream's word: https://github.com/k8tre/k8tre/blob/d9ff2e1/agnostics/storage-class/aws/README.md. Parameters:
/// https://github.com/kubernetes-sigs/aws-ebs-csi-driver/blob/master/docs/parameters.md and
/// https://github.com/kubernetes-sigs/aws-efs-csi-driver/blob/master/docs/README.md
/// </remarks>
public sealed class StorageClasses : ComponentResource
{
    private const string Retain = "Retain";

    /// <summary>Makes the classes in the cluster of the inherited provider.</summary>
    public StorageClasses(string name, StorageClassesArgs args, ComponentResourceOptions? options = null)
        : base("k8tre:aws:StorageClasses", name, options)
    {
        var inside = new CustomResourceOptions { Parent = this };
        var disks = new InputMap<string>
        {
            ["type"] = "gp3",
            ["encrypted"] = "true",
            ["kmsKeyId"] = args.DiskKey,
            ["csi.storage.k8s.io/fstype"] = "ext4",
        };
        foreach (var (tag, number) in args.VolumeTags.OrderBy(tag => tag.Key, StringComparer.Ordinal).Select((tag, index) => (tag, index + 1)))
            disks.Add($"tagSpecification_{number}", $"{tag.Key}={tag.Value}");
        _ = new StorageClass($"{name}-rwo", new()
        {
            Metadata = new ObjectMetaArgs
            {
                Name = "rwo-default",
                // For claims that name no class, like gitea's: a disk has no user of its own, as an access point has, and so suits any image.
                Annotations = { ["storageclass.kubernetes.io/is-default-class"] = "true" },
            },
            Provisioner = "ebs.csi.aws.com",
            Parameters = disks,
            ReclaimPolicy = Retain,
            // A disk is in one zone: that of the node which the pod goes to.
            VolumeBindingMode = "WaitForFirstConsumer",
            AllowVolumeExpansion = true,
        }, inside);
        _ = new StorageClass($"{name}-rwx", new()
        {
            Metadata = new ObjectMetaArgs { Name = "rwx-default" },
            Provisioner = "efs.csi.aws.com",
            // The driver encrypts what travels unless a volume says otherwise, which the file system's policy refuses then. Each volume has a directory by
            // the name of its PersistentVolume: one by its claim's would be friendlier, and longer than the 100 characters that an access point takes.
            Parameters =
            {
                ["provisioningMode"] = "efs-ap",
                ["fileSystemId"] = args.FileSystem,
                ["basePath"] = "/volumes",
                ["directoryPerms"] = "750",
                // Every volume gets a user and group of its own, above those that images have; a file system has 10,000 access points at most:
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

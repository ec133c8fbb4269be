using System.ComponentModel.DataAnnotations;
using K8tre.Stacks.Settings.Reading;

namespace K8tre.Stacks.Settings.K3s;

/// <summary>Snapshots of etcd.</summary>
public sealed record SnapshotSettings
{
    /// <summary>Schedule in cron syntax.</summary>
    [RegularExpression(Formats.Cron, ErrorMessage = Formats.CronHint)]
    public string Schedule { get; init; } = "0 */12 * * *";

    /// <summary>Number of snapshots that each server keeps.</summary>
    [Range(1, 1000, ErrorMessage = "supply 1 to 1000")]
    public int Retention { get; init; } = 10;

    /// <summary>
    /// S3 bucket for copies of the snapshots, and for backups of an environment's volumes. Default: none. Snapshots stay on the servers,
    /// and volumes have no backups.
    /// </summary>
    public SnapshotBucketSettings? S3 { get; init; }
}

/// <summary>S3 bucket for snapshots of etcd.</summary>
/// <remarks>Its keys are the secrets <c>k8tre:snapshotAccessKey</c> and <c>k8tre:snapshotSecretKey</c>.</remarks>
public sealed record SnapshotBucketSettings
{
    /// <summary>Host of the S3 service, with its port if that is not 443.</summary>
    [RegularExpression(Formats.HostAndPort, ErrorMessage = Formats.HostAndPortHint)]
    public required string Endpoint { get; init; }

    /// <summary>Name of an existing bucket.</summary>
    [RegularExpression(Formats.BucketName, ErrorMessage = Formats.BucketNameHint)]
    public required string Bucket { get; init; }

    /// <summary>Folder in the bucket. Default: the name of the cluster.</summary>
    [RegularExpression(Formats.LabelValue, ErrorMessage = Formats.LabelValueHint)]
    public string? Folder { get; init; }

    /// <summary>Region of the bucket.</summary>
    [RegularExpression(Formats.DnsLabel, ErrorMessage = Formats.DnsLabelHint)]
    public string Region { get; init; } = "us-east-1";
}

/// <summary>Backups of Longhorn volumes.</summary>
/// <remarks>They go to the S3 bucket of the snapshots of etcd.</remarks>
public sealed record VolumeBackupSettings
{
    /// <summary>Schedule in cron syntax.</summary>
    [RegularExpression(Formats.Cron, ErrorMessage = Formats.CronHint)]
    public string Schedule { get; init; } = "30 1 * * *";

    /// <summary>Number of backups that are kept of each volume.</summary>
    [Range(1, 100, ErrorMessage = "supply 1 to 100")]
    public int Retention { get; init; } = 14;
}

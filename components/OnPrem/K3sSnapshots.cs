namespace K8tre.Components.OnPrem;

/// <summary>Scheduled snapshots of etcd on each server. Options: https://docs.k3s.io/cli/etcd-snapshot</summary>
public sealed record K3sSnapshots
{
    /// <summary>Schedule in the form of cron. Default: <c>0 */12 * * *</c>, twice a day.</summary>
    public string Schedule { get; init; } = "0 */12 * * *";

    /// <summary>Number of snapshots that each server keeps. Default: 10.</summary>
    public int Retention { get; init; } = 10;

    /// <summary>Host (and port) of the S3 service that receives copies. Default: none; snapshots are only on the servers.</summary>
    public string? S3Endpoint { get; init; }

    /// <summary>Bucket of the S3 service.</summary>
    public string? S3Bucket { get; init; }

    /// <summary>Folder in the bucket. Default: none.</summary>
    public string? S3Folder { get; init; }

    /// <summary>Region of the bucket. Default: <c>us-east-1</c>, which is K3s's default.</summary>
    public string S3Region { get; init; } = "us-east-1";

    /// <summary>Access key of the bucket. Secret.</summary>
    public Input<string>? S3AccessKey { get; init; }

    /// <summary>Secret key of the bucket. Secret.</summary>
    public Input<string>? S3SecretKey { get; init; }
}

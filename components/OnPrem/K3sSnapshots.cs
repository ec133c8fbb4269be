namespace K8tre.Components.OnPrem;

/// <summary>The snapshots that each server takes of etcd. Options: https://docs.k3s.io/cli/etcd-snapshot</summary>
public sealed record K3sSnapshots
{
    /// <summary>When, in the form of cron. Default: <c>0 */12 * * *</c>, twice a day.</summary>
    public string Schedule { get; init; } = "0 */12 * * *";

    /// <summary>How many each server keeps. Default: 10.</summary>
    public int Retention { get; init; } = 10;

    /// <summary>Host (and port) of the S3 service that gets a copy. Default: none, snapshots stay on the servers.</summary>
    public string? S3Endpoint { get; init; }

    /// <summary>Bucket there.</summary>
    public string? S3Bucket { get; init; }

    /// <summary>Folder in the bucket. Default: none.</summary>
    public string? S3Folder { get; init; }

    /// <summary>Region of the bucket. Default: <c>us-east-1</c>, as K3s has it.</summary>
    public string S3Region { get; init; } = "us-east-1";

    /// <summary>Access key of the bucket. Secret.</summary>
    public Input<string>? S3AccessKey { get; init; }

    /// <summary>Secret key of the bucket. Secret.</summary>
    public Input<string>? S3SecretKey { get; init; }
}

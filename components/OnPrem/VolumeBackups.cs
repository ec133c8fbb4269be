using System.Text.Json;

namespace K8tre.Components.OnPrem;

/// <summary>Recurring backups of all Longhorn volumes to an S3 bucket.</summary>
/// <remarks>https://longhorn.io/docs/1.7.2/snapshots-and-backups/backup-and-restore/set-backup-target/</remarks>
public sealed record VolumeBackups
{
    /// <summary>Name of the Secret with the bucket's keys, in Longhorn's namespace.</summary>
    public const string SecretName = "k8tre-backup";

    private const int HttpsPort = 443;

    /// <summary>Schedule in the form of cron.</summary>
    public required string Schedule { get; init; }

    /// <summary>Number of backups that are kept of each volume.</summary>
    public required int Retention { get; init; }

    /// <summary>Bucket, the same as for snapshots of etcd.</summary>
    public required K3sSnapshots Bucket { get; init; }

    /// <summary>Longhorn's URL of the target: a folder beside the snapshots.</summary>
    public string Target => $"s3://{Bucket.S3Bucket}@{Bucket.S3Region}/{Bucket.S3Folder}/volumes/";

    /// <summary>Returns the manifest with the keys, the network policy and the recurring job.</summary>
    /// <param name="proxy">Proxy of the nodes. Null: none.</param>
    /// <param name="direct">Hosts, domains and ranges that are reached without the proxy.</param>
    internal Output<string> ToManifest(HttpProxy? proxy, string direct) => Output
        .Tuple(Bucket.S3AccessKey ?? "", Bucket.S3SecretKey ?? "")
        .Apply(keys => Ssh.Embedded.Text(
            "longhorn-backup.yaml",
            ("credentials", JsonSerializer.Serialize(Credentials(keys.Item1, keys.Item2, proxy, direct))),
            ("port", $"{Port(proxy?.Url ?? $"https://{Bucket.S3Endpoint}")}"),
            ("schedule", JsonSerializer.Serialize(Schedule)),
            ("retention", $"{Retention}")));

    // Longhorn passes these variables to its S3 client.
    private Dictionary<string, string> Credentials(string accessKey, string secretKey, HttpProxy? proxy, string direct)
    {
        var variables = new Dictionary<string, string>
        {
            ["AWS_ACCESS_KEY_ID"] = accessKey,
            ["AWS_SECRET_ACCESS_KEY"] = secretKey,
            ["AWS_ENDPOINTS"] = $"https://{Bucket.S3Endpoint}",
        };
        if (proxy is not null)
            (variables["HTTPS_PROXY"], variables["NO_PROXY"]) = (proxy.Url, direct);
        return variables;
    }

    private static int Port(string url) => new Uri(url) is { Port: > 0 } address ? address.Port : HttpsPort;
}

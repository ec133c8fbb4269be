using System.Globalization;
using K8tre.Components.OnPrem.Ssh;

namespace K8tre.Components.OnPrem;

/// <summary>Plugin for a KMS, which encrypts Secrets with a key outside the cluster, over version 2 of Kubernetes's KMS API.</summary>
/// <remarks>
/// It runs on each server as the unit <c>k8tre-kms</c>, which starts before K3s, and listens on <see cref="Socket"/>.
/// https://kubernetes.io/docs/tasks/administer-cluster/kms-provider/
/// </remarks>
public sealed record KmsPlugin
{
    /// <summary>Socket at which the API server calls the plugin.</summary>
    public const string Socket = "/run/k8tre-kms/kms.sock";

    /// <summary>Path of the API server's configuration, which the scripts write.</summary>
    internal const string Configuration = $"{Folder}/encryption.json";

    private const string Folder = "/etc/rancher/k3s/kms";

    /// <summary>HTTPS URL of the program. Default: none; it is at <see cref="Path"/>.</summary>
    public string? Url { get; init; }

    /// <summary>Path of a program that is on every server already. Default: none; it comes from <see cref="Url"/>.</summary>
    public string? Path { get; init; }

    /// <summary>SHA-256 of the program, in lower-case hexadecimal digits.</summary>
    public required string Sha256 { get; init; }

    /// <summary>Arguments of the program. <c>{socket}</c> and <c>{credentials}</c> are replaced by paths. Default: none.</summary>
    public IReadOnlyList<string> Arguments { get; init; } = [];

    /// <summary>User of the host that runs the program. Default: one that exists only while it runs.</summary>
    public string? User { get; init; }

    /// <summary>Time limit of a call. Default: 3 seconds, Kubernetes's own.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(3);

    /// <summary>Environment of the program, lines of the form <c>NAME=value</c>. Secret. Default: none.</summary>
    public Input<string>? Environment { get; init; }

    /// <summary>Content of the file that <c>{credentials}</c> names. Secret. Default: none.</summary>
    public Input<string>? Credentials { get; init; }

    /// <summary>True if Secrets are encrypted with K3s's own keys again, so that the plugin can be removed. Default: false.</summary>
    public bool IsRetired { get; init; }

    /// <summary><see cref="Timeout"/> in seconds, as an input of scripts.</summary>
    internal string TimeoutSeconds => Timeout.TotalSeconds.ToString("F0", CultureInfo.InvariantCulture);

    private string Program => Path ?? "/usr/local/lib/k8tre/kms-plugin";

    /// <summary>Returns the inputs of the script of a server.</summary>
    internal IEnumerable<(string Name, string Value)> Parameters() =>
    [
        ("kms-sha256", Sha256),
        Path is null ? ("kms-location", Url ?? "") : ("kms-path", Path),
        ("kms-timeout", TimeoutSeconds),
    ];

    /// <summary>Returns the files of a server: the unit, and the secrets of the plugin.</summary>
    /// <param name="cluster">Name of the cluster.</param>
    internal IEnumerable<HostFile> Files(string cluster)
    {
        yield return new("/etc/systemd/system/k8tre-kms.service", "0644", Embedded.Text(
            "k8tre-kms.service",
            ("cluster", cluster),
            ("user", User is null ? "DynamicUser=yes" : $"User={User}"),
            ("credentials", Credentials is null ? "# without credentials" : $"LoadCredential=credentials:{Folder}/credentials"),
            ("command", string.Join(' ', Arguments.Select(Quoted).Prepend(Program)))));
        if (Environment is not null)
            yield return new($"{Folder}/environment", "0600", Environment);
        if (Credentials is not null)
            yield return new($"{Folder}/credentials", "0600", Credentials);
    }

    // systemd expands % and $, and unquotes: https://www.freedesktop.org/software/systemd/man/latest/systemd.service.html#Command%20lines
    private static string Quoted(string argument)
    {
        var text = argument
            .Replace("\\", @"\\", StringComparison.Ordinal)
            .Replace("\"", "\\\"", StringComparison.Ordinal)
            .Replace("%", "%%", StringComparison.Ordinal)
            .Replace("$", "$$", StringComparison.Ordinal)
            .Replace("{socket}", Socket, StringComparison.Ordinal)
            .Replace("{credentials}", "${CREDENTIALS_DIRECTORY}/credentials", StringComparison.Ordinal);
        return $"\"{text}\"";
    }
}

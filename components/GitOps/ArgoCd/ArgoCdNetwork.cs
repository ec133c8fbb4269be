using System.Net;

namespace K8tre.Components.GitOps.ArgoCd;

/// <summary>Access of Argo CD's containers to Git, charts and the identity provider: proxy and trusted certificates.</summary>
/// <param name="Proxy">URL of the proxy, without a password. Null: no proxy.</param>
/// <param name="ProxyExceptions">Names, domains and ranges to reach without the proxy, besides the cluster's own.</param>
/// <param name="Certificates">Name of the ConfigMap with the certificates, key <see cref="CertificatesFile"/>. Null: none.</param>
internal sealed record ArgoCdNetwork(Uri? Proxy, IReadOnlyCollection<string> ProxyExceptions, Output<string>? Certificates)
{
    /// <summary>Key in the ConfigMap and name of the file.</summary>
    public const string CertificatesFile = "ca.pem";

    private const string Folder = "/etc/ssl/k8tre";

    /// <summary>Returns the ports for Git repositories and charts: those of the URL, and HTTPS or the proxy's port.</summary>
    /// <param name="repository">
    /// URL of the one repository: HTTPS, <c>ssh://</c> or <c>user@host:path</c>. Null: several, also over SSH.
    /// </param>
    public string[] FetchPorts(string? repository) => Texts(Proxy?.Port ?? 443, repository is null ? 22 : PortOf(repository));

    /// <summary>Returns the ports for the identity provider: that of its URL, or the proxy's port.</summary>
    public string[] SignInPorts(string issuer) => Texts(PortOf(issuer));

    private int PortOf(string url) => !Uri.TryCreate(url, UriKind.Absolute, out var uri) ? 22
        : uri.Scheme == "ssh" ? (uri.Port > 0 ? uri.Port : 22)
        : Proxy is null || ProxyExceptions.Any(exception => Covers(exception, uri.Host)) ? uri.Port
        : Proxy.Port;

    private static bool Covers(string exception, string host) =>
        IPNetwork.TryParse(exception, out var range) ? IPAddress.TryParse(host, out var address) && range.Contains(address)
        : $".{host}".EndsWith($".{exception.TrimStart('.')}", StringComparison.OrdinalIgnoreCase);

    private static string[] Texts(params int[] ports) => [.. ports.Distinct().Select(port => $"{port}/TCP")];

    /// <summary>Returns an environment variable of a container.</summary>
    public static InputMap<object> Variable(string name, string value) => new() { ["name"] = name, ["value"] = value };

    /// <summary>Returns a volume with the content of a ConfigMap.</summary>
    public static InputMap<object> Volume(string name, Output<string> configMap) => new()
    {
        ["name"] = name,
        ["configMap"] = new InputMap<object> { ["name"] = configMap.Apply(known => (object)known) },
    };

    /// <summary>Returns the environment variables of containers with outbound traffic. Git reads only those of the proxy.</summary>
    public IEnumerable<InputMap<object>> Environment()
    {
        if (Proxy is not null)
        {
            yield return Variable("HTTPS_PROXY", Proxy.AbsoluteUri);
            yield return Variable("HTTP_PROXY", Proxy.AbsoluteUri);
            yield return Variable("NO_PROXY", string.Join(',', Inside.Concat(ProxyExceptions)));
        }
        // The variable replaces the default, so it includes the image's own folder.
        if (Certificates is not null)
            yield return Variable("SSL_CERT_DIR", $"/etc/ssl/certs:{Folder}");
    }

    /// <summary>Returns the additional variables of the plugin's script, since git trusts only one file.</summary>
    public IEnumerable<InputMap<object>> PluginEnvironment() =>
        Certificates is null ? [] : [Variable("K8TRE_TRUSTED_CERTIFICATES", $"{Folder}/{CertificatesFile}")];

    /// <summary>Returns the volume mounts of those containers.</summary>
    public IEnumerable<InputMap<object>> Mounts() =>
        Certificates is null ? [] : [new() { ["name"] = "trusted-certificates", ["mountPath"] = Folder, ["readOnly"] = true }];

    /// <summary>Returns the volumes of the mounts.</summary>
    public IEnumerable<InputMap<object>> Volumes() => Certificates is null ? [] : [Volume("trusted-certificates", Certificates)];

    // Argo CD's components address one another by the short names of their Services, and the API server by its IP address.
    private static readonly string[] Inside =
    [
        "localhost", "127.0.0.1", ".svc", ".svc.cluster.local", "$(KUBERNETES_SERVICE_HOST)",
        "argocd-repo-server", "argocd-redis", "argocd-redis-ha", "argocd-redis-ha-haproxy",
    ];
}

namespace K8tre.Components.GitOps.ArgoCd;

/// <summary>How Argo CD's containers reach Git, charts and the identity provider: through a proxy, and trusting more than their image does.</summary>
/// <param name="Proxy">URL of the proxy, without a password. Null: none.</param>
/// <param name="ProxyExceptions">Names, domains and ranges that are reached without it, besides the cluster's own.</param>
/// <param name="Certificates">Name of the ConfigMap that holds certificates, under <see cref="CertificatesFile"/>. Null: none.</param>
internal sealed record ArgoCdNetwork(Uri? Proxy, IReadOnlyCollection<string> ProxyExceptions, Output<string>? Certificates)
{
    /// <summary>Key of the ConfigMap, and name of the file.</summary>
    public const string CertificatesFile = "ca.pem";

    private const string Folder = "/etc/ssl/k8tre";

    /// <summary>Ports of the world that fetching takes: those of HTTPS and SSH, and the proxy's.</summary>
    public string[] FetchPorts => Proxy is null ? ["443/TCP", "22/TCP"] : ["22/TCP", $"{Proxy.Port}/TCP"];

    /// <summary>Ports of the world that asking the identity provider takes.</summary>
    public string[] SignInPorts => [$"{(Proxy is null ? 443 : Proxy.Port)}/TCP"];

    /// <summary>A variable of a container.</summary>
    public static InputMap<object> Variable(string name, string value) => new() { ["name"] = name, ["value"] = value };

    /// <summary>A volume of a ConfigMap.</summary>
    public static InputMap<object> Volume(string name, Output<string> configMap) => new()
    {
        ["name"] = name,
        ["configMap"] = new InputMap<object> { ["name"] = configMap.Apply(known => (object)known) },
    };

    /// <summary>The variables of every container that reaches out. Programs in Go read them, and git reads the proxy's.</summary>
    public IEnumerable<InputMap<object>> Environment()
    {
        if (Proxy is not null)
        {
            yield return Variable("HTTPS_PROXY", Proxy.AbsoluteUri);
            yield return Variable("HTTP_PROXY", Proxy.AbsoluteUri);
            yield return Variable("NO_PROXY", string.Join(',', Inside.Concat(ProxyExceptions)));
        }
        // The image's own folder stays: this variable takes its place.
        if (Certificates is not null)
            yield return Variable("SSL_CERT_DIR", $"/etc/ssl/certs:{Folder}");
    }

    /// <summary>The variables that the plugin's script reads besides: git trusts one file only.</summary>
    public IEnumerable<InputMap<object>> PluginEnvironment() =>
        Certificates is null ? [] : [Variable("K8TRE_TRUSTED_CERTIFICATES", $"{Folder}/{CertificatesFile}")];

    /// <summary>What those containers mount.</summary>
    public IEnumerable<InputMap<object>> Mounts() =>
        Certificates is null ? [] : [new() { ["name"] = "trusted-certificates", ["mountPath"] = Folder, ["readOnly"] = true }];

    /// <summary>The volumes of these mounts.</summary>
    public IEnumerable<InputMap<object>> Volumes() => Certificates is null ? [] : [Volume("trusted-certificates", Certificates)];

    // Argo CD's parts know one another by the short names of their Services, and the API server by its address.
    private static readonly string[] Inside =
    [
        "localhost", "127.0.0.1", ".svc", ".svc.cluster.local", "$(KUBERNETES_SERVICE_HOST)",
        "argocd-repo-server", "argocd-redis", "argocd-redis-ha", "argocd-redis-ha-haproxy",
    ];
}

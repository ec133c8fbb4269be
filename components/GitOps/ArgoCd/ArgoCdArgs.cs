using K8tre.Components.Clusters;

namespace K8tre.Components.GitOps.ArgoCd;

/// <summary>Inputs of <see cref="ArgoCd"/>.</summary>
public sealed record ArgoCdArgs
{
    /// <summary>Environment of what it installs, of which the highest counts: production is highly available.</summary>
    public required TreEnvironment Environment { get; init; }

    /// <summary>Nodes that its cluster starts with. Fewer than three can't hold what is highly available.</summary>
    public required int NodeCount { get; init; }

    /// <summary>Whether it installs K8TRE in its own cluster. Else it may change nothing there but itself.</summary>
    public required bool IsTarget { get; init; }

    /// <summary>Who it is to its cloud, where clusters elsewhere let it in as that. Default: nobody.</summary>
    public ArgoCdIdentity? Identity { get; init; }

    /// <summary>The chart. Default: the pinned one, from its own repository.</summary>
    public HelmChart Chart { get; init; } = Versions.ArgoCd;

    /// <summary>API groups that it may write besides those of K8TRE, where it installs it. Default: none.</summary>
    public IReadOnlyCollection<string> ApiGroups { get; init; } = [];

    /// <summary>Name under which people reach it, below the gateway's domain. Default: none, it is reached by a port-forward.</summary>
    public string? Host { get; init; }

    /// <summary>Namespace of the Gateway that leads to it. Default: that of K8TRE's own.</summary>
    public string GatewayNamespace { get; init; } = "gateway";

    /// <summary>
    /// Name of the Gateway that leads to it, which ends TLS at a listener <c>https</c>. Default: K8TRE's own,
    /// https://github.com/k8tre/k8tre/blob/d9ff2e1/agnostics/gateway/base/gateway.yaml.
    /// </summary>
    public string GatewayName { get; init; } = "internal-gateway";

    /// <summary>Sign-in by an identity provider. Default: none, the built-in administrator signs in.</summary>
    public ArgoCdSso? Sso { get; init; }

    /// <summary>Lines of a known_hosts file for Git hosts, besides the chart's. Default: none.</summary>
    public IReadOnlyCollection<string> KnownHosts { get; init; } = [];

    /// <summary>Certificates of authorities that are trusted besides those of the image, PEM. Default: none.</summary>
    public string? TrustedCertificates { get; init; }

    /// <summary>Proxy for Git, charts and the identity provider, a URL without a password. Default: none.</summary>
    public Uri? Proxy { get; init; }

    /// <summary>Names, domains and ranges that are reached without the proxy. Default: the cluster's own.</summary>
    public IReadOnlyCollection<string> ProxyExceptions { get; init; } = [];

    /// <summary>Words of K8TRE's manifests that stand for others. Default: none.</summary>
    public IReadOnlyCollection<OverlayReplacement> Replacements { get; init; } = [];
}

using K8tre.Components.Clusters;
using K8tre.Components.GitOps.ArgoCd.Plugin;

namespace K8tre.Components.GitOps.ArgoCd;

/// <summary>Inputs of <see cref="ArgoCd"/>.</summary>
public sealed record ArgoCdArgs
{
    /// <summary>Highest environment that Argo CD installs. Production is highly available.</summary>
    public required TreEnvironment Environment { get; init; }

    /// <summary>
    /// Number of nodes that the cluster starts with and on which pods without tolerations run. High availability needs at least three.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">The number is below 1.</exception>
    public required int NodeCount
    {
        get;
        init => field = value >= 1 ? value : throw new ArgumentOutOfRangeException(
            nameof(NodeCount), value, "no node takes ordinary pods; supply a cluster with a node without NoSchedule and NoExecute taints");
    }

    /// <summary>Number of clusters that it manages, at least 1. Default: 1. Each cluster needs memory in the controller.</summary>
    public int ClusterCount { get; init; } = 1;

    /// <summary>Indicates that Argo CD installs K8TRE in its own cluster. Otherwise it has access only to its own objects there.</summary>
    public required bool IsTarget { get; init; }

    /// <summary>Identity with the vendor, which other clusters accept. Default: none.</summary>
    public ArgoCdIdentity? Identity { get; init; }

    /// <summary>Host with which the identity signs in to other clusters, over HTTPS. Default: none; clusters give it tokens.</summary>
    public string? SignInHost { get; init; }

    /// <summary>API servers of the other clusters that it manages. Default: none.</summary>
    public IReadOnlyCollection<ApiServerAddresses> OtherClusters { get; init; } = [];

    /// <summary>The chart. Default: the pinned chart from its own repository.</summary>
    public HelmChart Chart { get; init; } = Versions.ArgoCd;

    /// <summary>API groups of the organisation's own custom resources, besides those of K8TRE. Default: none.</summary>
    public IReadOnlyCollection<string> ApiGroups { get; init; } = [];

    /// <summary>Host name of the web interface, below the gateway's domain. Default: none; it is accessible with a port-forward.</summary>
    public string? Host { get; init; }

    /// <summary>Namespace of the Gateway that routes to it. Default: the one of K8TRE's Gateway.</summary>
    public string GatewayNamespace { get; init; } = "gateway";

    /// <summary>
    /// Name of the Gateway that routes to it. Its listener <c>https</c> terminates TLS. Default: K8TRE's Gateway,
    /// https://github.com/k8tre/k8tre/blob/d9ff2e1/agnostics/gateway/base/gateway.yaml.
    /// </summary>
    public string GatewayName { get; init; } = "internal-gateway";

    /// <summary>Sign-in with an identity provider. Default: none; the built-in administrator signs in.</summary>
    public ArgoCdSso? Sso { get; init; }

    /// <summary>
    /// URL of the one Git repository that it reads, which determines the ports that it reaches: HTTPS, <c>ssh://</c> or
    /// <c>user@host:path</c>. Default: none; it reaches HTTPS and SSH, for the repositories of other stacks.
    /// </summary>
    public string? RepositoryUrl { get; init; }

    /// <summary>Lines of a known_hosts file for Git hosts, in addition to the chart's. Default: none.</summary>
    public IReadOnlyCollection<string> KnownHosts { get; init; } = [];

    /// <summary>Certificates of authorities to trust in addition to the image's, PEM. Default: none.</summary>
    public string? TrustedCertificates { get; init; }

    /// <summary>URL of a proxy for Git, charts and the identity provider, without a password. Default: none.</summary>
    public Uri? Proxy { get; init; }

    /// <summary>Names, domains and ranges to reach without the proxy, besides the cluster's own. Default: none.</summary>
    public IReadOnlyCollection<string> ProxyExceptions { get; init; } = [];

    /// <summary>Replacements in K8TRE's manifests. Default: none.</summary>
    public IReadOnlyCollection<OverlayReplacement> Replacements { get; init; } = [];

    /// <summary>Patches of K8TRE's manifests. Default: none.</summary>
    public IReadOnlyCollection<OverlayPatch> Patches { get; init; } = [];
    /// <summary>Archives of K8TRE's charts in base64, by their names <c>name-version.tgz</c>. Default: none.</summary>
    public IReadOnlyDictionary<string, string> Charts { get; init; } = new Dictionary<string, string>();

    /// <summary>Mirrors of image registries for its own pods. Default: none.</summary>
    public ImageMirrors Mirrors { get; init; } = ImageMirrors.None;

    /// <summary>Mirrors of image registries for K8TRE's manifests, by their environment. Default: none.</summary>
    public IReadOnlyDictionary<TreEnvironment, ImageMirrors> TargetMirrors { get; init; } = new Dictionary<TreEnvironment, ImageMirrors>();
}

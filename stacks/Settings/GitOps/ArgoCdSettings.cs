using System.ComponentModel.DataAnnotations;
using K8tre.Components.Clusters;
using K8tre.Stacks.Settings.Reading;

namespace K8tre.Stacks.Settings.GitOps;

/// <summary>Argo CD.</summary>
public sealed record ArgoCdSettings
{
    /// <summary>
    /// Host name of the web interface, like <c>argocd.dev.tre.example.org</c>. In the cluster of an environment it is below the
    /// environment's domain. Default: none. Argo CD is reached by a port-forward.
    /// </summary>
    [RegularExpression(Formats.DomainName, ErrorMessage = Formats.DomainNameHint)]
    public string? Host { get; init; }

    /// <summary>
    /// Gateway that serves the host name, <c>namespace/name</c>. K8TRE creates the default in the cluster of an environment.
    /// </summary>
    [RegularExpression(Formats.NamespacedName, ErrorMessage = Formats.NamespacedNameHint)]
    public string Gateway { get; init; } = DefaultGateway;

    /// <summary>Single sign-on, which disables the built-in administrator. Default: none.</summary>
    public SsoSettings? Sso { get; init; }

    /// <summary>
    /// PEM certificates of authorities to trust besides the public ones: those of a Git host, a chart repository or a proxy. Default: none.
    /// </summary>
    public string? TrustedCertificates { get; init; }

    /// <summary>Proxy for Git, charts and the identity provider, like <c>http://proxy.example.org:3128</c>. Default: none.</summary>
    [RegularExpression(Formats.ProxyUrl, ErrorMessage = Formats.ProxyUrlHint)]
    public string? Proxy { get; init; }

    /// <summary>Names, domains and ranges that are reached without the proxy, besides those of the cluster.</summary>
    public IReadOnlyList<string> ProxyExceptions { get; init; } = [];

    /// <summary>Replacements of values in the manifests of K8TRE.</summary>
    public IReadOnlyList<ReplacementSettings> Replacements { get; init; } = [];

    /// <summary>
    /// Mirrors of image registries for the manifests of K8TRE, besides those that this stack creates for its own clusters: for clusters of
    /// other stacks.
    /// </summary>
    public IReadOnlyList<ImageMirrorSettings> ImageMirrors { get; init; } = [];

    internal const string DefaultGateway = "gateway/internal-gateway";
}

/// <summary>Mirror of an image registry.</summary>
public sealed record ImageMirrorSettings
{
    /// <summary>Environment whose Applications use it.</summary>
    public required TreEnvironment Environment { get; init; }

    /// <summary>Registry in the names of images, like <c>docker.io</c>.</summary>
    [RegularExpression(Formats.RegistryHost, ErrorMessage = Formats.RegistryHostHint)]
    public required string Registry { get; init; }

    /// <summary>Address of the mirror, like <c>images.example.org/docker.io</c>. Nodes pull from it.</summary>
    [RegularExpression(Formats.MirrorAddress, ErrorMessage = Formats.MirrorAddressHint)]
    public required string Mirror { get; init; }
}

/// <summary>Replacement of a value in the manifests of K8TRE.</summary>
/// <remarks>For values of one organisation that the overlays of K8TRE contain.</remarks>
public sealed record ReplacementSettings
{
    /// <summary>Environment whose Applications are rewritten.</summary>
    public required TreEnvironment Environment { get; init; }

    /// <summary>Whole word in the manifests, after variables were replaced: a name, an id, a domain or an address.</summary>
    public required string Word { get; init; }

    /// <summary>Word that replaces it.</summary>
    public required string With { get; init; }
}

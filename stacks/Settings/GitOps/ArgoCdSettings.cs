using System.ComponentModel.DataAnnotations;
using K8tre.Components.Clusters;
using K8tre.Components.GitOps.ArgoCd;
using K8tre.Stacks.Settings.Reading;

namespace K8tre.Stacks.Settings.GitOps;

/// <summary>Argo CD itself: who reaches it, and what it reaches.</summary>
public sealed record ArgoCdSettings
{
    /// <summary>
    /// Name under which people reach it through the gateway, like <c>argocd.dev.tre.example.org</c>. In the cluster of an environment it is
    /// below that one's domain. Default: none, it is reached by a port-forward.
    /// </summary>
    [RegularExpression(Formats.DomainName, ErrorMessage = Formats.DomainNameHint)]
    public string? Host { get; init; }

    /// <summary>The Gateway that leads to it, <c>namespace/name</c>. Default: <c>gateway/internal-gateway</c>, which K8TRE makes in an environment's cluster.</summary>
    [RegularExpression(Formats.NamespacedName, ErrorMessage = Formats.NamespacedNameHint)]
    public string Gateway { get; init; } = "gateway/internal-gateway";

    /// <summary>Sign-in by an identity provider, which turns the built-in administrator off. Default: none.</summary>
    public SsoSettings? Sso { get; init; }

    /// <summary>Certificates of authorities to trust besides the public ones, PEM: those of a Git host, a chart repository or a proxy. Default: none.</summary>
    public string? TrustedCertificates { get; init; }

    /// <summary>Proxy for Git, charts and the identity provider, like <c>http://proxy.example.org:3128</c>. Default: none.</summary>
    [RegularExpression(Formats.ProxyUrl, ErrorMessage = Formats.ProxyUrlHint)]
    public string? Proxy { get; init; }

    /// <summary>Names, domains and ranges that are reached without the proxy, besides the cluster's own. Default: none.</summary>
    public IReadOnlyList<string> ProxyExceptions { get; init; } = [];

    /// <summary>Words of K8TRE's manifests that stand for others in an environment. Default: none.</summary>
    public IReadOnlyList<ReplacementSettings> Replacements { get; init; } = [];
}

/// <summary>An identity provider that speaks OpenID Connect.</summary>
public sealed record SsoSettings
{
    /// <summary>URL of the provider, below which <c>.well-known/openid-configuration</c> lies.</summary>
    [RegularExpression(Formats.HttpsUrl, ErrorMessage = Formats.HttpsUrlHint)]
    public required string Issuer { get; init; }

    /// <summary>Id under which the provider knows Argo CD. The client's secret is <c>k8tre:argoCdClientSecret</c>.</summary>
    [RegularExpression(Formats.Word, ErrorMessage = Formats.WordHint)]
    public required string ClientId { get; init; }

    /// <summary>Whether the client has no secret, and proves itself by PKCE. Default: false.</summary>
    public bool IsPublicClient { get; init; }

    /// <summary>What Argo CD asks the provider for. Default: openid, profile, email, groups.</summary>
    public IReadOnlyList<string> Scopes { get; init; } = ["openid", "profile", "email", "groups"];

    /// <summary>Claim that lists a person's groups. Default: <c>groups</c>.</summary>
    [RegularExpression(Formats.Word, ErrorMessage = Formats.WordHint)]
    public string GroupsClaim { get; init; } = "groups";

    /// <summary>Groups and what they may do. At least one administers; who is in none may do nothing.</summary>
    [MinLength(1, ErrorMessage = "add a group with role admin")]
    public required IReadOnlyList<SsoGroupSettings> Groups { get; init; }
}

/// <summary>A group of the identity provider.</summary>
public sealed record SsoGroupSettings
{
    /// <summary>Its name, or its id, as the provider writes it into the claim.</summary>
    [RegularExpression(Formats.GroupName, ErrorMessage = Formats.GroupNameHint)]
    public required string Name { get; init; }

    /// <summary>What its members may do: <c>admin</c> everything, <c>readOnly</c> look.</summary>
    public required ArgoCdRole Role { get; init; }
}

/// <summary>A word of K8TRE's manifests that stands for another one: what upstream's overlays hold of one organisation.</summary>
public sealed record ReplacementSettings
{
    /// <summary>Environment whose Applications are rewritten.</summary>
    public required TreEnvironment Environment { get; init; }

    /// <summary>The word in the manifests, whole, after the variables were replaced: a name, an id, a domain, an address.</summary>
    public required string Word { get; init; }

    /// <summary>The word to put in its place.</summary>
    public required string With { get; init; }
}

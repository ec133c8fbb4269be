using System.ComponentModel.DataAnnotations;
using K8tre.Components.GitOps.ArgoCd;
using K8tre.Stacks.Settings.Reading;

namespace K8tre.Stacks.Settings.GitOps;

/// <summary>Single sign-on with an OpenID Connect provider.</summary>
public sealed record SsoSettings
{
    /// <summary>URL of the provider, without <c>/.well-known/openid-configuration</c>.</summary>
    [RegularExpression(Formats.HttpsUrl, ErrorMessage = Formats.HttpsUrlHint)]
    public required string Issuer { get; init; }

    /// <summary>Client id of Argo CD. The client secret is the secret <c>k8tre:argoCdClientSecret</c>.</summary>
    [RegularExpression(Formats.Word, ErrorMessage = Formats.WordHint)]
    public required string ClientId { get; init; }

    /// <summary>The client is public: it has no secret and uses PKCE.</summary>
    public bool IsPublicClient { get; init; }

    /// <summary>Scopes that Argo CD requests.</summary>
    public IReadOnlyList<string> Scopes { get; init; } = ["openid", "profile", "email", "groups"];

    /// <summary>Claim that lists a person's groups.</summary>
    [RegularExpression(Formats.Word, ErrorMessage = Formats.WordHint)]
    public string GroupsClaim { get; init; } = "groups";

    /// <summary>Groups and their roles. At least one has the role <c>admin</c>. A person in none of the groups has no rights.</summary>
    [MinLength(1, ErrorMessage = "add a group with role admin")]
    public required IReadOnlyList<SsoGroupSettings> Groups { get; init; }
}

/// <summary>Group of the identity provider.</summary>
public sealed record SsoGroupSettings
{
    /// <summary>
    /// Name or id of the group, as the claim contains it. <c>admin</c>, <c>role:...</c> and <c>proj:...</c> belong to Argo CD.
    /// </summary>
    [RegularExpression(ArgoCdSso.GroupPattern, ErrorMessage = ArgoCdSso.GroupHint)]
    public required string Name { get; init; }

    /// <summary>Role of the members.</summary>
    public required ArgoCdRole Role { get; init; }
}

using System.Text.Json;

namespace K8tre.Components.GitOps.ArgoCd;

/// <summary>What a group of the identity provider may do in Argo CD.</summary>
public enum ArgoCdRole
{
    /// <summary>Everything: <c>role:admin</c>.</summary>
    Admin = 1,

    /// <summary>Look, and change nothing: <c>role:readonly</c>.</summary>
    ReadOnly,
}

/// <summary>Sign-in to Argo CD by an identity provider that speaks OpenID Connect. With it, the built-in administrator is off.</summary>
/// <remarks>https://argo-cd.readthedocs.io/en/stable/operator-manual/user-management/#existing-oidc-provider</remarks>
public sealed record ArgoCdSso
{
    /// <summary>URL of the provider, below which <c>.well-known/openid-configuration</c> lies.</summary>
    public required string Issuer { get; init; }

    /// <summary>Id under which the provider knows Argo CD.</summary>
    public required string ClientId { get; init; }

    /// <summary>The client's secret. Default: none, a public client that proves itself by PKCE.</summary>
    public Input<string>? ClientSecret { get; init; }

    /// <summary>What Argo CD asks the provider for. Default: openid, profile, email, groups.</summary>
    public IReadOnlyList<string> Scopes { get; init; } = ["openid", "profile", "email", "groups"];

    /// <summary>Claim of the token that lists a person's groups. Default: <c>groups</c>.</summary>
    public string GroupsClaim { get; init; } = "groups";

    /// <summary>The provider's groups, by name or id as it writes them into the claim, each with its role. Who is in none may do nothing.</summary>
    public required IReadOnlyDictionary<string, ArgoCdRole> Groups { get; init; }

    /// <summary>Value of <c>oidc.config</c>. JSON is YAML.</summary>
    /// <param name="secretKey">Where the client's secret lies, as Argo CD refers to it. Null: there is none.</param>
    internal string Configuration(string? secretKey)
    {
        var configuration = new Dictionary<string, object>
        {
            ["name"] = "SSO",
            ["issuer"] = Issuer,
            ["clientID"] = ClientId,
            ["requestedScopes"] = Scopes,
        };
        if (secretKey is null)
            configuration.Add("enablePKCEAuthentication", true);
        else
            configuration.Add("clientSecret", secretKey);
        return JsonSerializer.Serialize(configuration);
    }

    /// <summary>The groups with their roles, as Argo CD's policy file has them.</summary>
    internal string Policy() => string.Concat(Groups
        .OrderBy(group => group.Key, StringComparer.Ordinal)
        .Select(group => $"g, \"{group.Key}\", role:{group.Value.ToString().ToLowerInvariant()}\n"));
}

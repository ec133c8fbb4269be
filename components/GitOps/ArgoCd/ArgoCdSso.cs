using System.Text.Json;

namespace K8tre.Components.GitOps.ArgoCd;

/// <summary>Sign-in to Argo CD with an OpenID Connect provider. It disables the built-in administrator.</summary>
/// <remarks>https://argo-cd.readthedocs.io/en/stable/operator-manual/user-management/#existing-oidc-provider</remarks>
public sealed record ArgoCdSso
{
    /// <summary>URL of the provider. Its configuration is at <c>.well-known/openid-configuration</c> below it.</summary>
    public required string Issuer { get; init; }

    /// <summary>Client id of Argo CD at the provider.</summary>
    public required string ClientId { get; init; }

    /// <summary>Secret of the client. Default: none; a public client uses PKCE.</summary>
    public Input<string>? ClientSecret { get; init; }

    /// <summary>Scopes that Argo CD requests. Default: openid, profile, email, groups.</summary>
    public IReadOnlyList<string> Scopes { get; init; } = ["openid", "profile", "email", "groups"];

    /// <summary>Claim with the user's groups. Default: <c>groups</c>.</summary>
    public string GroupsClaim { get; init; } = "groups";

    /// <summary>Roles by group, with the name or id of the group in the claim. Users without a listed group have no access.</summary>
    public required IReadOnlyDictionary<string, ArgoCdRole> Groups { get; init; }

    /// <summary>Returns the value of <c>oidc.config</c> as JSON, which is also YAML.</summary>
    /// <param name="secretKey">Argo CD's reference to the client's secret. Null: the client is public.</param>
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

    /// <summary>Returns the roles of the groups in the form of Argo CD's policy file.</summary>
    internal string Policy() => string.Concat(Groups
        .OrderBy(group => group.Key, StringComparer.Ordinal)
        .Select(group => $"g, \"{group.Key}\", role:{group.Value.ToString().ToLowerInvariant()}\n"));
}

using System.Text.Json;
using System.Text.RegularExpressions;

namespace K8tre.Components.GitOps.ArgoCd;

/// <summary>Sign-in to Argo CD with an OpenID Connect provider. It disables the built-in administrator.</summary>
/// <remarks>https://argo-cd.readthedocs.io/en/stable/operator-manual/user-management/#existing-oidc-provider</remarks>
public sealed record ArgoCdSso
{
    private const string BuiltInAdministrator = "admin";

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
    /// <exception cref="ArgumentException">The name of a group is not valid in Argo CD's policy.</exception>
    public required IReadOnlyDictionary<string, ArgoCdRole> Groups
    {
        get;
        init => field = value.Keys.FirstOrDefault(group => !Regex.IsMatch(group, GroupPattern) || group.EndsWith('\n')) is { } invalid
            ? throw new ArgumentException($"the group is \"{invalid}\"; {GroupHint}", nameof(Groups))
            : value;
    }

    /// <summary>Valid names of groups, for an error message.</summary>
    public const string GroupHint =
        "write the group's name or id on one line, without commas and quotation marks; role:..., proj:... and admin belong to Argo CD";

    /// <summary>
    /// Valid names of groups. Argo CD's policy is a CSV file, which a quotation mark or a line break would make invalid as a whole. The
    /// excluded names have a meaning of their own in it.
    /// </summary>
    public const string GroupPattern =
        @"^(?!admin$|role:|proj:)[^\s"",][^"",\x00-\x1f\x7f\u0085\u2028\u2029]{0,254}$";

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
    /// <remarks>
    /// The last line denies everything to a group that is named like the built-in administrator. Argo CD's own policy gives it full access
    /// (https://github.com/argoproj/argo-cd/blob/v3.4.4/assets/builtin-policy.csv).
    /// </remarks>
    internal string Policy() => string.Concat(Groups
        .OrderBy(group => group.Key, StringComparer.Ordinal)
        .Select(group => $"g, \"{group.Key}\", role:{group.Value.ToString().ToLowerInvariant()}\n"))
        + $"p, {BuiltInAdministrator}, *, *, *, deny\n";
}

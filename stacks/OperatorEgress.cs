using K8tre.Components.Egress;
using K8tre.Stacks.Settings;

namespace K8tre.Stacks;

/// <summary>Egress rules that follow from a platform's own settings.</summary>
internal static class OperatorEgress
{
    /// <summary>Returns the rules for the repository and the identity provider. GitHub is in K8TRE's own rules.</summary>
    public static IEnumerable<EgressRule> For(PlatformSettings settings)
    {
        var hosts = new (string Rule, string Reason, string? Url)[]
        {
            ("git", "Argo CD reads the platform's repository", settings.GitOps?.RepoUrl),
            ("sign-in", "Argo CD asks who signs in", settings.ArgoCd?.Sso?.Issuer),
        };
        return hosts.Where(host => host.Url is not null)
            .Select(host => (host.Rule, host.Reason, Url: new Uri(host.Url!)))
            .Select(host => new EgressRule(host.Rule, host.Reason, new Uri(host.Url.GetLeftPart(UriPartial.Authority)), host.Url.Host));
    }

    /// <summary>Returns a rule that the settings add.</summary>
    public static EgressRule Rule(EgressSettings rule) => new(rule.Name, rule.Reason, new Uri(rule.Source), [.. rule.Fqdns]);
}

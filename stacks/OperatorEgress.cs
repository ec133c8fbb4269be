using System.Text.RegularExpressions;
using K8tre.Components.Egress;
using K8tre.Stacks.Settings;
using K8tre.Stacks.Settings.Reading;

namespace K8tre.Stacks;

/// <summary>Egress rules that follow from a platform's own settings.</summary>
internal static class OperatorEgress
{
    /// <summary>Returns the rules for the repository, the identity provider and the proxy. GitHub is in K8TRE's own rules.</summary>
    public static IEnumerable<EgressRule> For(PlatformSettings settings)
    {
        var hosts = new (string Rule, string Reason, string? Url)[]
        {
            ("git", "Argo CD reads the platform's repository", settings.GitOps?.RepoUrl),
            ("sign-in", "Argo CD asks who signs in", settings.ArgoCd?.Sso?.Issuer),
        };
        return hosts.Where(host => host.Url is not null)
            .Select(host => (host.Rule, host.Reason, Host: HostOf(host.Url!)))
            .Select(host => new EgressRule(host.Rule, host.Reason, new Uri($"https://{host.Host}"), host.Host));
    }

    // An address of Git over SSH is no URL: git@git.example.org:k8tre.git.
    private static string HostOf(string url) => url.StartsWith("https://", StringComparison.Ordinal)
        ? new Uri(url).Host
        : Regex.Match(url, Formats.SshHost).Groups[1].Value;

    /// <summary>Returns a rule that the settings add.</summary>
    public static EgressRule Rule(EgressSettings rule) => new(rule.Name, rule.Reason, new Uri(rule.Source), [.. rule.Fqdns]);
}

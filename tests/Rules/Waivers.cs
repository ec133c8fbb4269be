using System.Text.RegularExpressions;

namespace K8tre.Tests.Rules;

/// <summary>A rule that some resources need not keep.</summary>
/// <param name="Rule">Id of the rule.</param>
/// <param name="Resources">Regular expression of their whole names.</param>
/// <param name="Reason">Why, in words that an auditor accepts.</param>
internal sealed record Waiver(string Rule, string Resources, string Reason)
{
    /// <summary>Whether it is about a finding.</summary>
    public bool Covers(Finding finding) => finding.Rule == Rule && Regex.IsMatch(finding.Resource, $"^(?:{Resources})$");
}

/// <summary>The waivers of this project's stacks.</summary>
internal static class Waivers
{
    /// <summary>All of them.</summary>
    public static IReadOnlyList<Waiver> All { get; } =
    [
        new("K8TRE-K8S-006", ".*-secrets", "No pod runs in secret-store: it holds the Secrets that external-secrets copies from, and admits restricted pods only."),
        new("K8TRE-K8S-006", ".*-argocd", "Argo CD's chart denies ingress to its pods (global.networkPolicy.defaultDenyIngress), and K8TRE's clusterwide default-deny of egress, which comes by Git, covers the namespace."),
        new("K8TRE-K8S-011", ".*-network-baseline-(kare-)?dns-upstream", "Port 53 only, and only from the cluster's two DNS servers: a site's resolvers may be anywhere, and no setting knows their addresses."),
        new("K8TRE-K8S-011", ".*-argocd-egress", "Git and charts only, ports 443 and 22, and only from Argo CD's repo-server, which no user reaches; which hosts those are is the site's firewall's to say, or the proxy's of argoCd.proxy."),
        new("K8TRE-K8S-011", ".*-workloads-(externaldns|external-secrets|cert-manager)", "One operator of the platform each, to the cloud's own API on port 443 (cert-manager asks name servers too); all of it leaves through Azure Firewall, which lets the listed names pass and nothing else."),
        new("K8TRE-K8S-119", ".*-root-project", "The platform's own project, and no tenant's: it may hold ApplicationSets from one repository and nothing else, and Argo CD looks for those in its own namespace."),
        new("K8TRE-K3S-038", ".*", "K8TRE's applications do not run as restricted pods. Namespaces that say nothing are held to baseline, breaches of restricted are audited and warned of, and podSecurity: restricted turns it on for a site that can."),
    ];
}

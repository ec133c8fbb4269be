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
        new(
            "K8TRE-K8S-006", ".*-secrets",
            "No pod runs in secret-store: it holds the Secrets that external-secrets copies from, and admits restricted pods only."),
        new(
            "K8TRE-K8S-006", ".*-argocd",
            "The policy argocd-closed denies ingress to its pods from everywhere else, and the clusterwide policy cluster-only denies "
            + "egress. Both exist before Argo CD. docs/reference/reachability.md has the verdicts."),
        new(
            "K8TRE-K8S-011", ".*-baseline-(kare-)?dns-upstream",
            "Port 53 only, and only from the cluster's two DNS servers: a site's resolvers may be anywhere, and no setting knows their "
            + "addresses."),
        new(
            "K8TRE-K8S-011", ".*-argocd-egress",
            "Git and charts only, ports 443 and 22, and only from Argo CD's repo-server, which only Argo CD's own pods reach; which hosts "
            + "those are is the site's firewall's to say, or the proxy's of argoCd.proxy."),
        new(
            "K8TRE-K8S-011", ".*-workloads-(externaldns|external-secrets|cert-manager)",
            "One service account each, to the cloud's own API on port 443 (cert-manager asks name servers too); all of it "
            + "leaves through Azure Firewall, which lets the listed names pass and nothing else."),
        new(
            "K8TRE-K8S-011", ".*-policies-(ebs-csi-controller-sa|efs-csi-controller-sa|cluster-autoscaler-sa"
            + "|aws-load-balancer-controller|externaldns-sa|external-secrets)",
            "One program of the platform each, to AWS's own APIs on port 443; endpoints in the network answer for most of them, and "
            + "all else leaves through the network's firewall, which lets the listed names pass and nothing else."),
        new(
            "K8TRE-K8S-011", ".*-backup-network-policy-(extension|agents)",
            "Azure's own backup agents, to Azure's APIs on port 443 and to the node's identity; all of it leaves through Azure "
            + "Firewall, which lets the listed names pass and nothing else."),
        new(
            "K8TRE-K8S-011", ".*-agents-(container-logs|policy|defender|defender-sensor)",
            "AKS's own agents, to Azure's APIs on port 443; all of it leaves through Azure Firewall, which lets the listed names pass."),
        new(
            "K8TRE-K8S-011", ".*-argocd-sign-in",
            "Argo CD's API server only, port 443, to the identity provider of argoCd.sso, whose addresses no setting knows."),
        new(
            "K8TRE-K8S-001", ".*-gateway",
            "K8TRE's health probe in this namespace complies with baseline and not with restricted."),
        new(
            "K8TRE-K8S-075", ".*-argocd-plugin-patches",
            "Longhorn's setting names the Secret with the credentials; the ConfigMap has no value of it."),
        new(
            "K8TRE-AZ-066", ".*-flows-vault",
            "Only Azure Storage uses the key in this vault, as a trusted service; the vault's own firewall denies everybody else."),
        new(
            "K8TRE-K8S-006", ".*-gateway",
            "K8TRE's namespace, made beforehand: the gateway's proxies run with Cilium and not here, and K8TRE's clusterwide "
            + "default-deny, which comes by Git, covers it."),
        new(
            "K8TRE-K8S-048", ".*-argocd-access",
            "Argo CD reads every kind, since its cluster cache fails on the first that it can't list, and Kubernetes has no way to "
            + "leave subresources out of that. It writes none: running commands in pods asks for create, which it does not have there."),
        new(
            "K8TRE-K8S-049", ".*-argocd-access",
            "cert-manager, external-secrets and CNPG, which K8TRE installs by Argo CD, bring webhooks of their own: "
            + "https://github.com/k8tre/k8tre/tree/d9ff2e1/agnostics."),
        new(
            "K8TRE-K8S-050", ".*-argocd-access",
            "Argo CD reads requests for certificates like every kind; it may approve or sign none, for which it would need update or "
            + "approve."),
        new(
            "K8TRE-K8S-064", ".*-classes-rwx",
            "EFS encrypts as a file system and not by class: it is made with encryption and a key of ours (K8TRE-AWS-077), and its "
            + "policy refuses what is not encrypted on the way."),
        new(
            "K8TRE-AWS-052", ".*-nodes-group-https-out",
            "A security group knows no names. What a node sends to port 443 outside goes through the network's firewall, by the only "
            + "route there is, which lets the listed names pass and drops the rest."),
        new(
            "K8TRE-K8S-119", ".*-root-project",
            "The platform's own project, and no tenant's: it may hold ApplicationSets from one repository and nothing else, and Argo "
            + "CD looks for those in its own namespace."),
        new(
            "K8TRE-K3S-038", ".*",
            "K8TRE's applications do not run as restricted pods. Namespaces that say nothing are held to baseline, breaches of "
            + "restricted are audited and warned of, and podSecurity: restricted turns it on for a site that can."),
    ];
}

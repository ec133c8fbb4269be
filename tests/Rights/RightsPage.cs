using System.Text;
using K8tre.PlanModel;

namespace K8tre.Tests.Rights;

/// <summary>Page of rights: every identity that the platform makes, what it may not do, what it may do, and what follows.</summary>
internal static class RightsPage
{
    private const string AccountPrefix = "system:serviceaccount:";

    /// <summary>Returns the page.</summary>
    /// <param name="clusters">The clusters.</param>
    /// <param name="azure">Plan of a platform on Azure, with its role assignments.</param>
    /// <param name="aws">Plan of a platform on AWS, with the roles of its pods.</param>
    public static string Generate(IEnumerable<ClusterRights> clusters, Plan azure, Plan aws)
    {
        var page = new StringBuilder("""
            # Rights

            This page lists what each identity may do that the platform makes. Tests generate it from the plans: from roles, bindings and
            admission policies, and from the roles of Argo CD's chart. **No** comes first. A role gives a right. An admission policy takes
            it away, whatever the roles are. [Argo CD and Git](../guides/gitops.md#permissions-of-argo-cd) explains the reasons.
            [Attempts](attempts.md) shows what an attacker gets with these rights.

            Not listed are the identities of K8TRE's own workloads, which come from Git, and those of Cilium and of the vendors' add-ons.

            ## People

            | who | rights |
            | --- | --- |
            | holder of a K3s kubeconfig (output `kubeConfig`) | administrator of that cluster: the group `system:masters` |
            | member of `aks.adminGroups` | administrator of that cluster |
            | role in `eks.administrators` | administrator of that cluster |
            | group with role `admin` in `argoCd.sso` | all rights of Argo CD, in every cluster that it manages |
            | group with role `readOnly` in `argoCd.sso` | reads Applications, logs and events in Argo CD, which hides values of Secrets |
            | another group, also one named `admin` | nothing in Argo CD |
            | who may write to the Git repository | all rights of Argo CD, in every cluster that it manages |
            | who may read the state or the outputs of a stack | what its kubeconfigs allow |

            """.ReplaceLineEndings("\n"));
        foreach (var cluster in clusters)
        {
            page.Append($"\n## {cluster.Title}\n");
            foreach (var identity in cluster.Identities.OrderBy(identity => identity.Name, StringComparer.Ordinal))
                Append(page, cluster, identity);
        }
        AppendTrust(page, azure, aws);
        AppendAzure(page, azure);
        return page.ToString();
    }

    private static void Append(StringBuilder page, ClusterRights cluster, RbacIdentity identity)
    {
        page.Append($"\n### {(identity.Name.Contains('/') ? $"`{identity.Name}`" : identity.Name)}\n");
        page.Append("\n| may | what | through |\n| --- | --- | --- |\n");
        var verdicts = Power.All.Select(power => (power.Title, Verdict: cluster.Of(identity, power))).ToArray();
        foreach (var (title, verdict) in verdicts.OrderBy(row => row.Verdict.IsAllowed))
            page.Append($"| {(verdict.IsAllowed ? "yes" : "**no**")} | {title} | {verdict.Through} |\n");
        foreach (var sentence in cluster.Consequences(identity))
            page.Append($"\n{sentence}\n");
    }

    private static void AppendAzure(StringBuilder page, Plan plan)
    {
        page.Append("""

            ## Azure

            Role assignments of the example `prod`, by role. All identities are managed identities without secrets. Names begin with the
            platform and the cluster. A scope without a name is one resource, whose id is unknown until the deployment.

            """.ReplaceLineEndings("\n"));
        var grants = plan.Resources.Where(resource => resource.Type == "azure-native:authorization:RoleAssignment");
        foreach (var role in grants.GroupBy(grant => RoleOf(grant)).OrderBy(role => role.Key, StringComparer.Ordinal))
        {
            page.Append($"\n### {role.Key}\n\n");
            foreach (var grant in role.OrderBy(grant => grant.Name, StringComparer.Ordinal))
                page.Append($"- `{grant.Name}` on {Scope((string?)grant.Inputs["scope"])}\n");
        }
    }

    private static string RoleOf(PlanResource grant) =>
        $"{grant.Inputs["description"]}{(grant.Inputs["condition"] is null ? "" : ", with a condition")}";

    private static void AppendTrust(StringBuilder page, Plan azure, Plan aws)
    {
        page.Append("""

            ## Pods with an identity of a cloud

            A pod gets the identity by the name of its ServiceAccount. So whoever runs pods in that namespace under that account has the
            identity's rights: Argo CD, and who may write to the Git repository. On AWS, [the rights of the roles](aws-rights.md) are a page
            of their own.

            | cluster | ServiceAccount | identity |
            | --- | --- | --- |

            """.ReplaceLineEndings("\n"));
        var pods = azure.Resources
            .Where(resource => resource.Type == "azure-native:managedidentity:FederatedIdentityCredential")
            .Where(trust => ((string)trust.Inputs["subject"]!).StartsWith(AccountPrefix, StringComparison.Ordinal))
            .Select(trust => (
                Cluster: $"Azure, {trust.Inputs["resourceGroupName"]}",
                Account: ((string)trust.Inputs["subject"]!)[AccountPrefix.Length..].Replace(':', '/'),
                Identity: (string)trust.Inputs["resourceName"]!))
            .Concat(aws.Resources
                .Where(resource => resource.Type == "aws:eks/podIdentityAssociation:PodIdentityAssociation")
                .Select(trust => (
                    Cluster: $"AWS, {trust.Inputs["clusterName"]}",
                    Account: $"{trust.Inputs["namespace"]}/{trust.Inputs["serviceAccount"]}",
                    Identity: RoleOf(aws, trust))));
        foreach (var (cluster, account, identity) in pods.Distinct().Order())
            page.Append($"| {cluster} | `{account}` | `{identity}` |\n");
    }

    // The ARN in a plan is made up: the name of the resource, a dash and eight digits.
    private static string RoleOf(Plan plan, PlanResource trust)
    {
        var name = ((string)trust.Inputs["roleArn"]!).Split('/')[^1][..^9];
        var role = plan.Resources.SingleOrDefault(resource => resource.Type == "aws:iam/role:Role" && resource.Name == name);
        return (string?)role?.Inputs["name"] ?? name;
    }

    private static string Scope(string? id)
    {
        var parts = (id ?? "").Split('/', StringSplitOptions.RemoveEmptyEntries);
        return parts.Length switch
        {
            < 2 => "one resource",
            2 => "the subscription",
            _ => $"`{parts[^2]}/{parts[^1]}`",
        };
    }
}

using System.Text;
using K8tre.PlanModel;

namespace K8tre.Tests.Rights;

/// <summary>Page of rights: every identity that the platform makes, what it may not do, what it may do, and what follows.</summary>
internal static class RightsPage
{
    /// <summary>Returns the page.</summary>
    /// <param name="clusters">The clusters.</param>
    /// <param name="azure">Plan of a platform on Azure, with its role assignments.</param>
    public static string Generate(IEnumerable<ClusterRights> clusters, Plan azure)
    {
        var page = new StringBuilder("""
            # Rights

            This page lists what each identity may do that the platform makes. Tests generate it from the plans: from roles, bindings and
            admission policies, and from the roles of Argo CD's chart. **No** comes first. A role gives a right. An admission policy takes it
            away, whatever the roles are. [Argo CD and Git](../guides/gitops.md#permissions-of-argo-cd) explains the reasons.

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

            Role assignments of the example `prod`. All identities are managed identities without secrets. Names begin with the platform and
            the cluster.

            | role | assignment | scope |
            | --- | --- | --- |

            """.ReplaceLineEndings("\n"));
        var grants = plan.Resources.Where(resource => resource.Type == "azure-native:authorization:RoleAssignment");
        foreach (var grant in grants.OrderBy(grant => grant.Name, StringComparer.Ordinal))
        {
            var limits = grant.Inputs["condition"] is null ? "" : ", with a condition";
            page.Append($"| {grant.Inputs["description"]}{limits} | `{grant.Name}` | {Scope((string?)grant.Inputs["scope"])} |\n");
        }
    }

    private static string Scope(string? id)
    {
        var parts = (id ?? "").Split('/', StringSplitOptions.RemoveEmptyEntries);
        return parts.Length switch
        {
            < 2 => "unknown until the deployment",
            2 => "the subscription",
            _ => $"`{parts[^2]}/{parts[^1]}`",
        };
    }
}

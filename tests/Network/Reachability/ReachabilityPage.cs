using System.Text;

namespace K8tre.Tests.Network.Reachability;

/// <summary>The page <c>docs/reference/reachability.md</c>, generated from the claims.</summary>
internal static class ReachabilityPage
{
    private static readonly string Path = System.IO.Path.Combine(Repository.Root, "docs", "reference", "reachability.md");

    /// <summary>Text of the page.</summary>
    public static string Text { get; } = Write();

    /// <summary>Returns the committed text. With <c>K8TRE_APPROVE=1</c>, writes it first.</summary>
    public static string Committed()
    {
        if (Environment.GetEnvironmentVariable("K8TRE_APPROVE") == "1")
            File.WriteAllText(Path, Text);
        return File.Exists(Path) ? File.ReadAllText(Path) : "";
    }

    private static string Write()
    {
        var page = new StringBuilder("""
            # Reachability

            This page lists which connections network policies allow. It holds for all policies together: those of the platform, of the
            charts of Cilium and Argo CD, and of K8TRE at d9ff2e1. A test evaluates each line, and generates this page.

            The columns are the clusters of the stacks `onprem`, `prod` and `aws`. An empty cell means that the cluster has no such source
            or destination. In a cloud, a firewall stands behind the policies. It restricts each "yes" to the internet to names.
            `API` is the port of an API server: 6443 on premise, 443 in a cloud. Gitea stands for all pods of K8TRE without a line of their
            own.

            To open a connection for pods, add an [edge](settings.md) to the environment. Nothing else does.

            """).Append('\n');
        page.Append($"| Source | Destination | Port | {string.Join(" | ", Site.All.Select(site => site.Title))} | Why |\n");
        page.Append("| --- | --- | --- ").Append(string.Concat(Site.All.Select(_ => "| --- "))).Append("| --- |\n");
        foreach (var claim in Claims.All)
            page.Append(Row(claim)).Append('\n');
        page.Append("""

            ## What stays open

            - **Names.** The cluster's DNS server forwards queries. On premise, it forwards the names of a list: those of the platform, of
              K8TRE and of the edges. On AWS, the DNS firewall has such a list. On Azure, Azure's resolver answers for every name, so a pod
              can send data in the names that it asks for.
            - **cr8tor.** K8TRE opens it to every address, and projects to it.
            - **Nodes.** K8TRE opens the nodes' ports to its own pods, except to those of projects and Argo CD.
            - **AWS.** K8TRE opens 10.0.0.0/16 and all names of AWS to its own pods. The platform closes the networks of its other
              clusters.
            - **The gateway.** On premise and on Azure, Cilium hands packets for the gateway to its proxy before it applies policies.

            """.ReplaceLineEndings("\n"));
        return page.ToString();
    }

    private static string Row(Claim claim)
    {
        var site = Site.All.First(site => claim.VerdictIn(site) is not null);
        var verdicts = Site.All.Select(cluster => claim.VerdictIn(cluster) switch { true => "yes", false => "no", null => "" });
        string[] cells = [claim.Source(site).Name, claim.Destination(site)!.Name, claim.PortText, .. verdicts, claim.Why];
        return $"| {string.Join(" | ", cells)} |";
    }
}

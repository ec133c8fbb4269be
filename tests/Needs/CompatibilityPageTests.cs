using System.Globalization;
using K8tre.Automation.Needs;
using K8tre.Components;
using K8tre.Components.Clusters;
using K8tre.Components.GitOps.ArgoCd.Plugin;
using K8tre.Stacks.OnPrem;

namespace K8tre.Tests.Needs;

/// <summary>Tables of docs/reference/k8tre-compatibility.md, which are generated from the facts.</summary>
public sealed class CompatibilityPageTests
{
    private const string Page = "docs/reference/k8tre-compatibility.md", End = "<!-- end of facts -->";

    private static readonly WorkloadFacts Facts = WorkloadFacts.Current;

    [Fact]
    public void The_tables_of_the_page_are_those_of_the_facts()
    {
        var text = File.ReadAllText(Path.Combine(Repository.Root, Page));

        Repository.Approve(Page, Sections().Aggregate(text, (page, section) => Written(page, section.Name, section.Text)));
    }

    // What the page says about each patched object and each replaced word.
    private static readonly Dictionary<string, string> Workarounds = new()
    {
        ["gitea-postgres-cluster"] = "databases of Keycloak and Gitea",
        ["keycloak-postgres-cluster"] = "databases of Keycloak and Gitea",
        ["patch-hub-rolebinding"] = "`patch-hub-rolebinding`",
        ["rwo-default"] = "`rwo-default` is the default",
        ["rwx-default"] = "`rwx-default` is the default",
        ["longhorn-uninstall"] = "hook `pre-delete`",
        ["longhorn-storageclass"] = "Longhorn keeps one replica",
        ["longhorn-default-setting"] = "Longhorn places volumes",
        ["coredns-kare-dns-patcher"] = "`kare-dns` guesses its resolver",
        ["dns-monitor"] = "`kare-dns` guesses its resolver",
        ["cr8tor-lsc-prod"] = "`cr8tor-lsc-prod`",
        ["cr8tor-lsc-staging"] = "`cr8tor-lsc-staging`",
        ["v0.0.1"] = "tag `v0.0.1`",
    };

    [Fact]
    public void The_page_lists_every_patch_and_every_replacement()
    {
        var text = File.ReadAllText(Path.Combine(Repository.Root, Page));
        var changed = K8treOverlays.Patches.Concat(OnPremPatches.For(TreEnvironment.Prd, new(3, true), backups: null, "192.0.2.53"))
            .Select(patch => patch.Name)
            .Concat(K8treOverlays.Replacements.Select(replacement => replacement.Value));

        Assert.All(changed.Distinct(), name => Assert.Contains(Workarounds[name], text, StringComparison.Ordinal));
    }

    [Fact]
    public void The_commands_name_the_pinned_charts()
    {
        var text = File.ReadAllText(Path.Combine(Repository.Root, Page));

        Assert.All(new[] { Versions.ArgoCd, Versions.Cilium }, chart => Assert.Contains(
            $"helm pull {chart.Name} --version {chart.Version} --repo {chart.Repository.TrimEnd('/')} ", text, StringComparison.Ordinal));
    }

    private static IEnumerable<(string Name, string Text)> Sections()
    {
        yield return (
            "commit",
            $"Tested: [{Facts.Upstream.Repository.Split("github.com/")[1]}]({Facts.Upstream.Repository}/tree/"
            + $"{Facts.Upstream.Commit[..7]}) at `{Facts.Upstream.Commit}`\nof {Facts.Upstream.Date}.");
        yield return ("totals", Table(
            ["vendor and environment", "pods", "CPU", "memory", "volumes"],
            Facts.Totals.Select(totals => new[]
            {
                totals.Cluster, $"{totals.Pods}", Number(totals.Cpu), $"{totals.MemoryMiB} MiB", $"{Number(totals.ClaimsGiB)} GiB",
            })));
        yield return ("namespaces", Table(
            ["namespace", "level", "vendors", "environments", "reason"],
            Facts.Namespaces.OrderBy(item => Array.IndexOf(["privileged", "baseline", "restricted"], item.Level)).Select(item => new[]
            {
                $"`{item.Name}`", item.Level, All(item.Vendors), All(item.Environments), item.Level == "privileged" ? item.Why[0] : "",
            })));
        yield return ("hosts", Hosts(needed: true));
        yield return ("optional hosts", Table(
            ["host", "vendors", "note"],
            Facts.Hosts.Where(fact => !fact.Needed).Select(fact => new[] { $"`{fact.Host}`", All(fact.Vendors), fact.Why[0] })));
        yield return ("differences", Table(
            ["application", "object", "field"],
            Facts.Differences.SelectMany(fact => fact.Paths.Select(
                path => new[] { fact.Application!, $"{fact.Kind} `{fact.Name}`", $"`{Last(path)}`" }))));
    }

    private static string Hosts(bool needed) => Table(
        ["host", "needed for", "vendors", "environments"],
        Facts.Hosts.Where(fact => fact.Needed == needed)
            .GroupBy(fact => fact.Host)
            .Select(host => new[]
            {
                $"`{host.Key}`",
                string.Join(", ", host.Select(Purpose).Distinct()),
                All(host.Any(fact => fact.Vendors is null) ? null : [.. host.SelectMany(fact => fact.Vendors!).Distinct()]),
                All(host.First().Environments),
            }));

    private static string Purpose(HostFact fact) => fact.Application is null ? fact.For : $"{fact.For} of {fact.Application}";

    private static string Table(string[] head, IEnumerable<string[]> rows) =>
        string.Join('\n', new[] { head, [.. head.Select(_ => "---")] }.Concat(rows).Select(Row));

    private static string Row(string[] cells) => $"| {string.Join(" | ", cells)} |".Replace("|  |", "| |", StringComparison.Ordinal);

    private static string Written(string page, string name, string text)
    {
        var start = $"<!-- facts: {name} -->";
        var (from, to) = (page.IndexOf(start, StringComparison.Ordinal) + start.Length, 0);
        Assert.True(from >= start.Length, $"{Page} has no section {name}");
        to = page.IndexOf(End, from, StringComparison.Ordinal);
        return $"{page[..from]}\n\n{text}\n\n{page[to..]}";
    }

    private static string All(IReadOnlyList<string>? names) => names is null ? "all" : string.Join(", ", names);

    private static string Last(string path) => path[(path.LastIndexOf('/') + 1)..].Replace("~1", "/", StringComparison.Ordinal);

    private static string Number(double number) => number.ToString("0.#", CultureInfo.InvariantCulture);
}

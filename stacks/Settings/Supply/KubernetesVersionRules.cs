using K8tre.Components;
using K8tre.Components.Clusters;
using K8tre.Stacks.Settings.Reading;

namespace K8tre.Stacks.Settings.Supply;

/// <summary>Rules for versions of Kubernetes: everything that a cluster contains supports its version.</summary>
internal static class KubernetesVersionRules
{
    /// <summary>Returns all problems. A version that is not set is the pinned one, and needs no check.</summary>
    public static IEnumerable<SettingProblem> Check(PlatformSettings draft) =>
        from cluster in DraftCluster.In(draft)
        from setting in new[]
        {
            (Path: $"{cluster.Path}.k3s.version", Version: cluster.K3s?.Version, Vendor: Vendor.K3s),
            (Path: $"{cluster.Path}.aks.kubernetesVersion", Version: cluster.Aks?.KubernetesVersion, Vendor: Vendor.Azure),
            (Path: $"{cluster.Path}.eks.kubernetesVersion", Version: cluster.Eks?.KubernetesVersion, Vendor: Vendor.Aws),
        }
        where setting.Version is not null
        let problem = Problem(setting.Version, setting.Vendor)
        where problem is not null
        select new SettingProblem(setting.Path, problem);

    private static string? Problem(string version, Vendor vendor)
    {
        var rows = SupportedVersions.All
            .Where(row => row.Needs == "Kubernetes" && row.Vendors?.Contains(vendor.Label()) != false)
            .ToArray();
        var refusing = rows.Where(row => !row.Allows(version)).Select(row => row.What).ToArray();
        return refusing.Length == 0 ? null
            : $"is {version}, which {string.Join(" and ", refusing)} {(refusing.Length == 1 ? "does" : "do")} not support; supply a "
            + $"version from {Highest(rows.Select(row => row.Oldest))} to {Lowest(rows.Select(row => row.Last))}, or raise them first: "
            + "docs/reference/versions.md";
    }

    private static string Highest(IEnumerable<string> versions) => versions.MaxBy(Version.Parse)!;

    private static string Lowest(IEnumerable<string?> versions) => versions.OfType<string>().MinBy(Version.Parse)!;
}

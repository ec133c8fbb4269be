using K8tre.Components.Clusters;
using K8tre.Components.OnPrem;
using K8tre.Stacks.Settings.K3s;

namespace K8tre.Stacks.OnPrem;

/// <summary>Add-ons of clusters on hosts.</summary>
internal static class OnPremAddOns
{
    /// <summary>Returns the add-ons of a cluster. A management cluster has none: K8TRE's workloads run in other clusters.</summary>
    public static IReadOnlyList<IClusterAddOn> For(StackSettings settings, ClusterSpec spec, K3sCluster cluster) =>
        spec.Target?.K3s is { } target
            ?
            [
                .. Nfs(settings, spec, target),
                .. target.Agents.Any(host => host.Gpu) ? [new GpuAddOn()] : Array.Empty<IClusterAddOn>(),
                new LocalPathAddOn(new() { K3sVersion = cluster.Version }),
            ]
            : [];

    /// <summary>Returns the NFS servers that every node must reach.</summary>
    /// <param name="target">Settings of an environment's cluster. Null: a management cluster, which has none.</param>
    public static IReadOnlyList<string> NfsServers(K3sTargetSettings? target) =>
    [
        .. (target?.NfsExports ?? []).Select(export => export.Server)
            .Concat(target?.NfsClass is { } nfs ? [nfs.Server] : [])
            .Distinct(),
    ];

    private static IEnumerable<IClusterAddOn> Nfs(StackSettings settings, ClusterSpec spec, K3sTargetSettings target)
    {
        if (target.NfsExports is { Count: > 0 } exports)
        {
            yield return new NfsAddOn(new()
            {
                Exports = [.. exports.Select(export => new NfsExport(export.Name, export.Server, export.Path, export.ReadOnly))],
            });
        }
        if (target.NfsClass is { } nfs)
        {
            yield return new NfsClassAddOn(new()
            {
                Server = nfs.Server,
                Path = nfs.Path,
                IsRetained = OnPremNeeds.Volumes(spec).IsRetained,
                Chart = settings.Platform.Artefacts.CsiDriverNfsChart,
            });
        }
    }
}

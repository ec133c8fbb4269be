using K8tre.Components;

namespace K8tre.Tests.Charts;

/// <summary>
/// A test that renders a chart. It needs the chart's archive in the folder <c>K8TRE_CHARTS</c>, named as <c>helm pull</c> names it, and
/// npm, which provides Helm.
/// </summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class ChartArchiveTheoryAttribute : TheoryAttribute
{
    /// <param name="chart">Name of the chart.</param>
    public ChartArchiveTheoryAttribute(string chart)
    {
        var pinned = new[] { Versions.ArgoCd, Versions.Cilium }.Single(known => known.Name == chart);
        Skip = RenderedChart.ArchiveOf(pinned) is not null ? null
            : $"needs the archive {pinned.Name}-{pinned.Version}.tgz in the folder that K8TRE_CHARTS names";
    }
}

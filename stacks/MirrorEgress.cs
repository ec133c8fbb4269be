using K8tre.Components;
using K8tre.Components.Egress;
using K8tre.Stacks.Settings;

namespace K8tre.Stacks;

/// <summary>Egress rules of clusters whose images come from mirrors.</summary>
internal static class MirrorEgress
{
    // The only chart of K8TRE that is in a registry.
    private const string RegistryChart = "cr8tor-operator-";

    /// <summary>
    /// Returns the rules without the registries that have a mirror. If an Argo CD of another stack renders the manifests, it may not know
    /// the mirrors, and all rules stay.
    /// </summary>
    /// <param name="settings">The platform's settings.</param>
    /// <param name="rules">Rules of clusters without mirrors.</param>
    /// <param name="mirrors">The mirrors.</param>
    /// <param name="hasArgoCd">Indicates that Argo CD runs behind the rules. It reads one chart from a registry.</param>
    public static IEnumerable<EgressRule> For(
        StackSettings settings, IEnumerable<EgressRule> rules, ImageMirrors mirrors, bool hasArgoCd)
    {
        if (settings.Platform.Management.Mode == ManagementMode.Stack)
            return rules;
        var needsChart = hasArgoCd && mirrors.Covers("ghcr.io")
            && !settings.Platform.Artefacts.K8treChartFiles.Keys.Any(file => file.StartsWith(RegistryChart, StringComparison.Ordinal));
        return [.. rules.Behind(mirrors), .. needsChart ? new[] { K8treEgress.ChartRegistry } : []];
    }
}

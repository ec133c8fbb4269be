using K8tre.Components.Clusters;
using K8tre.Components.GitOps.ArgoCd.Plugin;

namespace K8tre.Stacks.Aws;

/// <summary>Values of K8TRE's overlays that the platform replaces on AWS.</summary>
internal static class AwsReplacements
{
    /// <summary>
    /// Returns the replacements of an environment. External-dns must write no records of routes: they would resolve to nodes, which do not
    /// serve the gateway, while the wildcard record resolves to the internal load balancer. K8TRE fixed this after d9ff2e1; newer revisions
    /// do not contain the value. K3s needs the value: an Argo CD that installs the same environment on both needs a newer revision.
    /// </summary>
    /// <remarks>https://github.com/k8tre/k8tre/issues/197, https://github.com/k8tre/k8tre/pull/199</remarks>
    public static IReadOnlyList<OverlayReplacement> For(TreEnvironment environment) => [new(environment, "gateway-httproute", "empty")];
}

using K8tre.Components.Clusters;
using K8tre.Components.GitOps.ArgoCd;

namespace K8tre.Stacks.Aws;

/// <summary>Words of K8TRE's manifests that stand for others on AWS.</summary>
internal static class AwsReplacements
{
    /// <summary>
    /// Of an environment: external-dns writes no record for each route, since those lead to nodes, where nothing answers, while the wildcard leads to the internal load
    /// balancer. K8TRE mended it after d9ff2e1; where it has, there is no such word. On K3s, which has the word too, it must stay: an Argo CD that
    /// installs the same environment on both needs a newer revision instead.
    /// </summary>
    /// <remarks>https://github.com/k8tre/k8tre/issues/197, https://github.com/k8tre/k8tre/pull/199</remarks>
    public static IReadOnlyList<OverlayReplacement> For(TreEnvironment environment) => [new(environment, "gateway-httproute", "empty")];
}

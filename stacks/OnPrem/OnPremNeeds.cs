using K8tre.Components.Clusters;
using K8tre.Components.GitOps.ArgoCd;
using K8tre.Components.OnPrem;
using K8tre.Stacks.Settings.K3s;

namespace K8tre.Stacks.OnPrem;

/// <summary>Capacity that the hosts of a cluster must have.</summary>
internal static class OnPremNeeds
{
    /// <summary>Returns the needs of a cluster, with Argo CD and K8TRE where they run in it.</summary>
    public static HostNeeds For(StackSettings settings, ClusterSpec spec)
    {
        var nodes = Nodes(spec.K3s!);
        var needs = HostNeeds.Empty(nodes);
        if (spec.Target is not null)
            needs = needs.WithK8tre(spec.Environment, Volumes(spec).Replicas);
        if (spec.Target?.K3s is { NfsClass: not null })
            needs = needs.With(NfsClass.RequestsOf(nodes));
        return spec.HostsArgoCd
            ? needs.With(ArgoCd.RequestsOf(spec.Environment, nodes, Math.Max(1, settings.Platform.Environments.Count)))
            : needs;
    }

    /// <summary>Returns the volumes of an environment's cluster.</summary>
    public static LonghornVolumes Volumes(ClusterSpec spec) =>
        LonghornVolumes.For(spec.Environment, Nodes(spec.K3s!)) with { IsEncrypted = spec.Target?.K3s is { EncryptVolumes: true } };

    // Longhorn runs on the same nodes as other pods without tolerations.
    private static int Nodes(K3sSettings k3s) =>
        k3s.Servers.Concat(k3s.Agents).Count(host => !host.Lost && NodeTaint.AdmitOrdinaryPods(host.Taints));
}

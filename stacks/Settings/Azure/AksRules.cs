using K8tre.Components;
using K8tre.Components.Clusters;
using K8tre.Stacks.Settings.Reading;

namespace K8tre.Stacks.Settings.Azure;

/// <summary>Rules between the settings of one AKS cluster.</summary>
/// <param name="aks">The cluster's settings, as far as they could be read.</param>
/// <param name="path">Their path.</param>
internal sealed class AksRules(AksSettings aks, string path)
{
    /// <summary>Returns all problems.</summary>
    public IEnumerable<SettingProblem> Check() =>
    [
        .. SettingList.NotOfFormat(aks.AdminGroups, $"{path}.adminGroups", Formats.Guid, Formats.GuidHint),
        .. SettingList.NotOfFormat(aks.Zones, $"{path}.zones", "^[1-3]$", "write '1', '2' or '3', in quotes"),
        .. KubernetesVersion(),
        .. Sizes(),
        .. Pools(),
    ];

    private IEnumerable<SettingProblem> KubernetesVersion()
    {
        if (aks.KubernetesVersion is { } version && Version.Parse(version) < Version.Parse(Versions.AksOldestKubernetes))
        {
            yield return new(
                $"{path}.kubernetesVersion",
                $"is {version}, and kube-proxy cannot be removed from an older version than {Versions.AksOldestKubernetes}; supply "
                + "that or later");
        }
    }

    private IEnumerable<SettingProblem> Sizes()
    {
        var nodes = SettingList.For(aks.UserPools, path).Select(pool => pool.Item).Append(aks.SystemPool).Sum(pool => pool?.MaxNodes ?? 0);
        if (aks.PodCidr.PrefixLength > 24)
            yield return new($"{path}.podCidr", $"is {aks.PodCidr}; every node takes a /24 of it: supply /24 or larger");
        else if (aks.PodCidr != default && 1 << (24 - aks.PodCidr.PrefixLength) is var blocks && nodes > blocks)
        {
            yield return new(
                $"{path}.podCidr",
                $"is {aks.PodCidr}; every node takes a /24 of it, which makes {blocks}, and the pools grow to {nodes} nodes: supply a "
                + "larger range");
        }
        if (CloudClusterRules.ServiceCidr(aks.ServiceCidr, $"{path}.serviceCidr") is { } problem)
            yield return problem;
    }

    private static bool TakesOrdinaryPods(AksPoolSettings pool) =>
        !pool.Spot && pool.MinNodes > 0 && NodeTaint.AdmitOrdinaryPods(pool.Taints ?? []);

    private IEnumerable<SettingProblem> Pools()
    {
        var pools = SettingList.For(aks.UserPools, $"{path}.userPools").ToArray();
        if (aks.SystemPool is { } system)
        {
            pools = [(system, $"{path}.systemPool"), .. pools];
            if (system.Spot)
                yield return new($"{path}.systemPool.spot", "is true; the cluster's own services need permanent nodes: write false");
            if (system.MinNodes == 0)
                yield return new($"{path}.systemPool.minNodes", "is 0; supply 1 or more");
        }
        if (aks.SystemPool?.Taints is { } taints && !NodeTaint.AdmitOrdinaryPods(taints)
            && !pools.Any(pool => TakesOrdinaryPods(pool.Item)))
        {
            yield return new(
                $"{path}.systemPool.taints",
                $"is {string.Join(", ", taints)}, and no other pool always has a node for pods without tolerations, such as "
                + "those of Argo CD and K8TRE; remove the taint, or add a user pool with minNodes 1 or more, without taints and not spot");
        }
        foreach (var (pool, at) in pools.Where(pool => pool.Item.MaxNodes > 0 && pool.Item.MinNodes > pool.Item.MaxNodes))
            yield return new($"{at}.maxNodes", $"is {pool.MaxNodes}, below minNodes {pool.MinNodes}; supply at least that");
        foreach (var problem in SettingList.Repeated(pools, pool => pool.Name, ".name", "every pool needs a name of its own")
            .Concat(pools.SelectMany(pool => NodeRules.LabelsAndTaints(pool.Item.Labels, pool.Item.Taints, pool.Path))))
            yield return problem;
    }
}

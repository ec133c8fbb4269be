using K8tre.Components.Aws.Network;
using K8tre.Stacks.Settings.Reading;

namespace K8tre.Stacks.Settings.Aws;

/// <summary>Rules between the settings of one EKS cluster.</summary>
/// <param name="eks">The cluster's settings, as far as they could be read.</param>
/// <param name="path">Their path.</param>
internal sealed class EksRules(EksSettings eks, string path)
{
    /// <summary>Returns all problems.</summary>
    public IEnumerable<SettingProblem> Check() =>
    [
        .. SettingList.NotOfFormat(eks.Administrators, $"{path}.administrators", Formats.AwsPrincipal, Formats.AwsPrincipalHint),
        .. Zones(),
        .. CloudClusterRules.ServiceCidr(eks.ServiceCidr, $"{path}.serviceCidr") is { } problem ? [problem] : Array.Empty<SettingProblem>(),
        .. CloudClusterRules.PublicRanges(eks.PublicRanges, $"{path}.publicRanges"),
        .. Pools(),
    ];

    private IEnumerable<SettingProblem> Zones()
    {
        foreach (var problem in SettingList.NotOfFormat(eks.Zones, $"{path}.zones", "^[a-f]$", "write the letter of a zone, like a"))
            yield return problem;
        if (eks.Zones is { } zones
            && (zones.Count is < AddressPlan.FewestZones or > AddressPlan.MostZones || zones.Distinct().Count() != zones.Count))
        {
            yield return new(
                $"{path}.zones",
                $"holds {string.Join(", ", zones)}; supply {AddressPlan.FewestZones} or {AddressPlan.MostZones} different letters");
        }
    }

    private IEnumerable<SettingProblem> Pools()
    {
        var pools = SettingList.For(eks.Pools, $"{path}.pools").ToArray();
        foreach (var (pool, at) in pools.Where(pool =>
            pool.Item.MaxNodesPerZone > 0 && pool.Item.MinNodesPerZone >= pool.Item.MaxNodesPerZone))
        {
            yield return new(
                $"{at}.maxNodesPerZone",
                $"is {pool.MaxNodesPerZone}, not above minNodesPerZone {pool.MinNodesPerZone}; the autoscaler needs room: supply more");
        }
        if (pools is [{ Item: { MinNodesPerZone: 0, MaxNodesPerZone: > 0 } }, ..])
            yield return new(
                $"{path}.pools[0].minNodesPerZone", "is 0; the cluster's own services run on the first pool: supply 1 or more");
        if (pools is [{ Item.Taints.Count: > 0 }, ..])
            yield return new(
                $"{path}.pools[0].taints", "is set; the cluster's own services run on the first pool: write taints on another pool");
        foreach (var problem in SettingList.Repeated(pools, pool => pool.Name, ".name", "every pool needs a name of its own")
            .Concat(pools.SelectMany(pool => SettingList.NotOfFormat(
                pool.Item.InstanceTypes, $"{pool.Path}.instanceTypes", Formats.InstanceType, Formats.InstanceTypeHint)))
            .Concat(pools.SelectMany(pool => NodeRules.LabelsAndTaints(pool.Item.Labels, pool.Item.Taints, pool.Path))))
            yield return problem;
    }
}

using System.Net;
using K8tre.Components.Addresses;
using K8tre.Components.Azure.Network;
using K8tre.Stacks.Settings.Reading;

namespace K8tre.Stacks.Settings.Azure;

/// <summary>What must hold between the settings of a platform on Azure.</summary>
/// <param name="draft">The settings, as far as they could be read.</param>
internal sealed class AzureRules(PlatformSettings draft)
{
    private const string Path = $"{ConfigKeys.PlatformPath}.azure";

    // https://learn.microsoft.com/azure/aks/configure-kubenet#limitations--considerations
    private static readonly IPNetwork[] Reserved =
        [.. new[] { "169.254.0.0/16", "172.30.0.0/16", "172.31.0.0/16", "192.0.2.0/24" }.Select(IPNetwork.Parse)];

    /// <summary>All problems, in the order of the settings.</summary>
    public IEnumerable<SettingProblem> Check() =>
    [
        .. AddressSpace(),
        .. new AzureSharedRules(draft).Check(),
        .. EgressRules.Check(draft.Azure?.Egress, Path, AzureEgress.Cluster),
        .. EgressRules.HttpsRepository(draft),
        .. Region(draft.Management.Region, $"{ConfigKeys.PlatformPath}.management.region"),
        .. draft.Management.Azure is { } management ? Cluster(management, $"{ConfigKeys.PlatformPath}.management.azure", plan => plan.Management) : [],
        .. SettingList.For(draft.Environments, $"{ConfigKeys.PlatformPath}.environments")
            .SelectMany(item => Environment(item.Item, item.Path)),
    ];

    private IEnumerable<SettingProblem> AddressSpace()
    {
        if (draft.Azure is not { AddressSpace: var space } || space == default)
            yield break;
        if (space.PrefixLength is < AddressPlan.ShortestPrefix or > AddressPlan.LongestPrefix)
            yield return new($"{Path}.addressSpace", $"is {space}; supply /{AddressPlan.ShortestPrefix} to /{AddressPlan.LongestPrefix}");
        if (Array.Find(Reserved, range => Cidr.Overlap(range, space)) is { PrefixLength: > 0 } reserved)
            yield return new($"{Path}.addressSpace", $"is {space} and overlaps {reserved}, which AKS uses itself; choose another range");
    }

    private IEnumerable<SettingProblem> Environment(EnvironmentSettings environment, string path)
    {
        foreach (var problem in Region(environment.Region, $"{path}.region"))
            yield return problem;
        if (environment.Azure is not { } aks)
            yield break;

        var at = $"{path}.azure";
        if (environment.SecretStore == SecretStoreKind.ParameterStore)
            yield return new($"{path}.secretStore", "is parameterStore, which is AWS's; write keyVault or kubernetes");
        if (aks is { DataAccount: false, DataImmutableDays: { } days })
            yield return new($"{at}.dataImmutableDays", $"is {days}, and {at}.dataAccount is false; write true, or remove it");
        foreach (var problem in Public(environment, aks, at))
            yield return problem;
        foreach (var problem in Cluster(aks, at, environment.Environment == default ? null : plan => plan.Spoke(environment.Environment)))
            yield return problem;
        // K8TRE's overlay for production has one word for both.
        if (aks.Acme is { Zone: { } apex } && environment.Environment == Components.Clusters.TreEnvironment.Prd && environment.ExternalDomain is { } production && apex != production)
            yield return new($"{at}.acme.zone", $"is {apex}; in prd write {path}.externalDomain {production}");
        else if (aks.Acme is { Zone: { } zone } && environment.ExternalDomain is { } domain && domain != zone && !domain.EndsWith($".{zone}", StringComparison.Ordinal))
            yield return new($"{at}.acme.zone", $"is {zone}; write {path}.externalDomain {domain}, or a domain above it");
    }

    private IEnumerable<SettingProblem> Public(EnvironmentSettings environment, AksSettings aks, string path)
    {
        if (aks.PublicGateway && draft.Azure is { Hub: { Stack: not null } or { Existing: not null } })
            yield return new($"{path}.publicGateway", "is true, and the public gateway stands in the platform's own hub, which is somebody else's here; write false");
        if (aks.PublicRanges.Count > 0 && draft.Azure is { Hub: { Stack: not null } or { Existing: not null } })
            yield return new($"{path}.publicRanges", "is set, and a public API server is reached by the platform's own firewall, which is somebody else's here; remove them");
        if (aks.PublicGateway && environment.Environment != default && draft.Secrets.GatewayCertificates is null)
            yield return SecretSetting.Named(ConfigKeys.GatewayCertificates).MissingFor($"{path}.publicGateway is true");
        foreach (var (range, at) in SettingList.For(aks.PublicRanges, $"{path}.publicRanges"))
        {
            if (range.PrefixLength < 16 && range != default)
                yield return new(at, $"is {range}, which is everybody or nearly so; write the ranges of whoever administers it, /16 at the largest");
        }
    }

    // The hub is in one region, and so is all that it serves.
    private IEnumerable<SettingProblem> Region(string? region, string path)
    {
        if (region is null)
            yield break;
        if (!System.Text.RegularExpressions.Regex.IsMatch(region, Formats.AzureRegion))
            yield return new(path, $"is {region}; {Formats.AzureRegionHint}");
        else if (draft.Environments is [{ Region: { } first }, ..] && first != region)
            yield return new(path, $"is {region}, and {ConfigKeys.PlatformPath}.environments[0].region is {first}; a platform has one hub in one region: write the same, or another stack");
    }

    private IEnumerable<SettingProblem> Cluster(AksSettings aks, string path, Func<AddressPlan, IPNetwork>? spoke) =>
    [
        .. Ranges(aks, path),
        .. Pools(aks, path, spoke),
        .. SettingList.NotOfFormat(aks.AdminGroups, $"{path}.adminGroups", Formats.Guid, Formats.GuidHint),
        .. SettingList.NotOfFormat(aks.Zones, $"{path}.zones", "^[1-3]$", "write '1', '2' or '3', in quotes"),
    ];

    private IEnumerable<SettingProblem> Ranges(AksSettings aks, string path)
    {
        (string Name, IPNetwork Range)[] ranges =
            [($"{Path}.addressSpace", draft.Azure?.AddressSpace ?? default), ($"{path}.podCidr", aks.PodCidr), ($"{path}.serviceCidr", aks.ServiceCidr), .. Reserved.Select(range => ("a range of AKS's own,", range))];
        for (var second = 1; second <= 2; second++)
        {
            for (var first = 0; first < ranges.Length; first++)
            {
                if (first != second && !(second == 1 && first == 2) && ranges[first].Range != default && ranges[second].Range != default && Cidr.Overlap(ranges[first].Range, ranges[second].Range))
                    yield return new(ranges[second].Name, $"is {ranges[second].Range} and overlaps {ranges[first].Name} {ranges[first].Range}; choose ranges that share no address");
            }
        }

        var nodes = SettingList.For(aks.UserPools, path).Select(pool => pool.Item).Append(aks.SystemPool).Sum(pool => pool?.MaxNodes ?? 0);
        if (aks.PodCidr.PrefixLength > 24)
            yield return new($"{path}.podCidr", $"is {aks.PodCidr}; every node takes a /24 of it: supply /24 or larger");
        else if (aks.PodCidr != default && nodes > 1 << (24 - aks.PodCidr.PrefixLength))
            yield return new($"{path}.podCidr", $"is {aks.PodCidr}; every node takes a /24 of it, which makes {1 << (24 - aks.PodCidr.PrefixLength)}, and the pools grow to {nodes} nodes: supply a larger range");
        if (aks.ServiceCidr != default && aks.ServiceCidr.PrefixLength is < 12 or > 24)
            yield return new($"{path}.serviceCidr", $"is {aks.ServiceCidr}; supply /12 to /24");
    }

    private IEnumerable<SettingProblem> Pools(AksSettings aks, string path, Func<AddressPlan, IPNetwork>? spoke)
    {
        var pools = SettingList.For(aks.UserPools, $"{path}.userPools").ToArray();
        if (aks.SystemPool is { } system)
        {
            pools = [(system, $"{path}.systemPool"), .. pools];
            if (system.Spot)
                yield return new($"{path}.systemPool.spot", "is true; the cluster's own services need nodes that stay: write false");
            if (system.MinNodes == 0)
                yield return new($"{path}.systemPool.minNodes", "is 0; supply 1 or more");
        }
        foreach (var (pool, at) in pools.Where(pool => pool.Item.MaxNodes > 0 && pool.Item.MinNodes > pool.Item.MaxNodes))
            yield return new($"{at}.maxNodes", $"is {pool.MaxNodes}, below minNodes {pool.MinNodes}; supply at least that");
        foreach (var problem in SettingList.Repeated(pools, pool => pool.Name, ".name", "every pool needs a name of its own")
            .Concat(pools.SelectMany(pool => SettingList.NotOfFormat(pool.Item.Labels, $"{pool.Path}.labels", Formats.NodeLabel, Formats.NodeLabelHint)))
            .Concat(pools.SelectMany(pool => SettingList.NotOfFormat(pool.Item.Taints, $"{pool.Path}.taints", Formats.NodeTaint, Formats.NodeTaintHint))))
            yield return problem;

        // Azure keeps five addresses of a subnet, and an upgrade adds a third of a pool's nodes.
        if (draft.Azure is { AddressSpace: { PrefixLength: >= AddressPlan.ShortestPrefix and <= AddressPlan.LongestPrefix } space } && spoke is not null)
        {
            var subnet = AddressPlan.Nodes(spoke(new(space)));
            var (free, needed) = ((1 << (32 - subnet.PrefixLength)) - 5, pools.Sum(pool => pool.Item.MaxNodes + ((pool.Item.MaxNodes + 2) / 3)));
            if (needed > free)
                yield return new($"{Path}.addressSpace", $"is {space}, which leaves {free} addresses for nodes; the pools of {path} take {needed} when they are upgraded: supply a larger range");
        }
    }
}

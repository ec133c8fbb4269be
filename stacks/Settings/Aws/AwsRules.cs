using System.Text.RegularExpressions;
using K8tre.Components.Addresses;
using K8tre.Components.Aws.Network;
using K8tre.Components.Aws.Pipelines;
using K8tre.Components.Aws.Scope;
using K8tre.Stacks.Settings.Reading;

namespace K8tre.Stacks.Settings.Aws;

/// <summary>What must hold between the settings of the clusters of a platform on AWS.</summary>
/// <param name="draft">The settings, as far as they could be read.</param>
internal sealed class AwsRules(PlatformSettings draft)
{
    private const string Path = $"{ConfigKeys.PlatformPath}.aws";

    // Names of rules are the same everywhere.
    private static readonly AwsScope Nowhere = new() { Region = "", AccountId = "" };

    /// <summary>All problems, in the order of the settings.</summary>
    public IEnumerable<SettingProblem> Check() =>
    [
        .. new AwsSharedRules(draft).Check(),
        .. EgressRules.Check(draft.Aws?.Egress, Path, [.. AwsEgress.Cluster(Nowhere), AwsEgress.PublicLoadBalancer(Nowhere), AwsEgress.PublicClusters(Nowhere), .. AwsEgress.Pipelines(Nowhere)]),
        .. EgressRules.HttpsRepository(draft),
        .. Region(draft.Management.Region, $"{ConfigKeys.PlatformPath}.management.region"),
        .. draft.Management.Aws is { } management ? Cluster(management, $"{ConfigKeys.PlatformPath}.management.aws") : [],
        .. SettingList.For(draft.Environments, $"{ConfigKeys.PlatformPath}.environments")
            .SelectMany(item => Environment(item.Item, item.Path)),
    ];

    private IEnumerable<SettingProblem> Environment(EnvironmentSettings environment, string path)
    {
        foreach (var problem in Region(environment.Region, $"{path}.region"))
            yield return problem;
        if (environment.SecretStore == SecretStoreKind.KeyVault)
            yield return new($"{path}.secretStore", "is keyVault, which is Azure's; write parameterStore or kubernetes");
        if (environment.Aws is not { } eks)
            yield break;

        foreach (var problem in Cluster(eks, $"{path}.aws"))
            yield return problem;
        if (eks.PublicZone is { } zone && environment.ExternalDomain is { } domain && domain != zone && !domain.EndsWith($".{zone}", StringComparison.Ordinal))
            yield return new($"{path}.aws.publicZone", $"is {zone}; write {path}.externalDomain {domain}, or a domain above it");
    }

    private IEnumerable<SettingProblem> Region(string? region, string path)
    {
        if (region is null)
            yield break;
        if (!Regex.IsMatch(region, Formats.AwsRegion))
            yield return new(path, $"is {region}; {Formats.AwsRegionHint}");
        else if (draft.Environments is [{ Region: { } first }, ..] && first != region)
            yield return new(path, $"is {region}, and {ConfigKeys.PlatformPath}.environments[0].region is {first}; networks of one platform are joined in one region: write the same, or another stack");
    }

    private IEnumerable<SettingProblem> Cluster(EksSettings eks, string path) =>
    [
        .. SettingList.NotOfFormat(eks.Administrators, $"{path}.administrators", Formats.AwsPrincipal, Formats.AwsPrincipalHint),
        .. SettingList.For(eks.Administrators, $"{path}.administrators").Where(item => IsPipeline(item.Item))
            .Select(item => new SettingProblem(item.Path, $"is the role of {Path}.pipelines, which every cluster lets in by itself; remove it")),
        .. SettingList.NotOfFormat(eks.Zones, $"{path}.zones", "^[a-f]$", "write the letter of a zone, like a"),
        .. eks.Zones.Count is < AddressPlan.FewestZones or > AddressPlan.MostZones || eks.Zones.Distinct().Count() != eks.Zones.Count
            ? [new SettingProblem($"{path}.zones", $"holds {string.Join(", ", eks.Zones)}; supply {AddressPlan.FewestZones} or {AddressPlan.MostZones} different letters")]
            : Array.Empty<SettingProblem>(),
        .. eks is { DataBucket: false, DataImmutableDays: not null }
            ? [new SettingProblem($"{path}.dataImmutableDays", $"is {eks.DataImmutableDays}, and there is no bucket; write dataBucket: true, or leave it out")]
            : Array.Empty<SettingProblem>(),
        .. Ranges(eks, path),
        .. Pools(eks, path),
    ];

    // A cluster lets a role in once.
    private bool IsPipeline(string arn) =>
        draft.Aws is { Pipelines: not null } aws && arn.EndsWith($":{aws.AccountId}:role/{PipelineIdentity.NameIn(draft.Name)}", StringComparison.Ordinal);

    private IEnumerable<SettingProblem> Ranges(EksSettings eks, string path)
    {
        var services = eks.ServiceCidr;
        if (services != default && services.PrefixLength is < 12 or > 24)
            yield return new($"{path}.serviceCidr", $"is {services}; supply /12 to /24");
        if (services != default && draft.Aws is { AddressSpace: var space } && space != default && Cidr.Overlap(services, space))
            yield return new($"{path}.serviceCidr", $"is {services} and overlaps {Path}.addressSpace {space}; choose ranges that share no address");
        foreach (var (range, at) in SettingList.For(eks.PublicRanges, $"{path}.publicRanges"))
        {
            if (range.PrefixLength < 16 && range != default)
                yield return new(at, $"is {range}, which is everybody or nearly so; write the ranges of whoever administers it, /16 at the largest");
        }
    }

    private static IEnumerable<SettingProblem> Pools(EksSettings eks, string path)
    {
        var pools = SettingList.For(eks.Pools, $"{path}.pools").ToArray();
        foreach (var (pool, at) in pools.Where(pool => pool.Item.MaxNodesPerZone > 0 && pool.Item.MinNodesPerZone >= pool.Item.MaxNodesPerZone))
            yield return new($"{at}.maxNodesPerZone", $"is {pool.MaxNodesPerZone}, not above minNodesPerZone {pool.MinNodesPerZone}; the autoscaler needs room: supply more");
        if (pools is [{ Item: { MinNodesPerZone: 0, MaxNodesPerZone: > 0 } }, ..])
            yield return new($"{path}.pools[0].minNodesPerZone", "is 0; the cluster's own services run on the first pool: supply 1 or more");
        if (pools is [{ Item.Taints.Count: > 0 }, ..])
            yield return new($"{path}.pools[0].taints", "is set; the cluster's own services run on the first pool: write them on another one");
        foreach (var problem in SettingList.Repeated(pools, pool => pool.Name, ".name", "every pool needs a name of its own")
            .Concat(pools.SelectMany(pool => SettingList.NotOfFormat(pool.Item.InstanceTypes, $"{pool.Path}.instanceTypes", Formats.InstanceType, Formats.InstanceTypeHint)))
            .Concat(pools.SelectMany(pool => SettingList.NotOfFormat(pool.Item.Labels, $"{pool.Path}.labels", Formats.NodeLabel, Formats.NodeLabelHint)))
            .Concat(pools.SelectMany(pool => SettingList.NotOfFormat(pool.Item.Taints, $"{pool.Path}.taints", Formats.NodeTaint, Formats.NodeTaintHint))))
            yield return problem;
    }
}

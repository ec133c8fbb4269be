using System.Net;
using K8tre.Components.Azure.Network;
using K8tre.Components.Clusters;
using K8tre.Components.Egress;
using K8tre.Stacks.Settings.Reading;

namespace K8tre.Stacks.Settings.Azure;

/// <summary>Rules for a platform on Azure.</summary>
/// <param name="draft">The settings, as far as they could be read.</param>
/// <param name="secrets">Secrets from the stack's configuration.</param>
internal sealed class AzureRules(PlatformSettings draft, PlatformSecrets secrets)
{
    private const string Path = $"{ConfigKeys.PlatformPath}.azure";

    // https://learn.microsoft.com/azure/aks/configure-kubenet#limitations--considerations
    private static readonly IPNetwork[] Reserved =
        [.. new[] { "169.254.0.0/16", "172.30.0.0/16", "172.31.0.0/16", "192.0.2.0/24" }.Select(IPNetwork.Parse)];

    private bool UsesOthersHub => draft.Azure is { Hub: { Stack: not null } or { Existing: not null } };

    // Null: it could not be read, or has a wrong size.
    private AddressPlan? Addresses =>
        draft.Azure is { AddressSpace: { PrefixLength: >= AddressPlan.ShortestPrefix and <= AddressPlan.LongestPrefix } space }
            ? new(space)
            : null;

    /// <summary>Returns all problems, in the order of the settings.</summary>
    public IEnumerable<SettingProblem> Check() =>
    [
        .. AddressSpace(),
        .. new AzureSharedRules(draft).Check(),
        .. EgressRules.Check(draft.Azure?.Egress, Path, [.. AzureEgress.Cluster, K8treEgress.ChartRegistry]),
        .. EgressRules.HttpsRepository(draft),
        .. DraftCluster.In(draft).SelectMany(Cluster),
    ];

    private IEnumerable<SettingProblem> AddressSpace()
    {
        if (draft.Azure is not { AddressSpace: var space } || space == default)
            yield break;
        if (space.PrefixLength is < AddressPlan.ShortestPrefix or > AddressPlan.LongestPrefix)
            yield return new($"{Path}.addressSpace", $"is {space}; supply /{AddressPlan.ShortestPrefix} to /{AddressPlan.LongestPrefix}");
        if (Array.Find(Reserved, range => DraftRange.Overlap(range, space)) is { PrefixLength: > 0 } reserved)
            yield return new($"{Path}.addressSpace", $"is {space} and overlaps {reserved}, which AKS uses itself; choose another range");
    }

    private IEnumerable<SettingProblem> Cluster(DraftCluster cluster)
    {
        if (cluster.Aks is not { } aks)
            return [];
        var at = $"{cluster.Path}.aks";
        var spoke = cluster.Environment is not { } target ? Addresses?.Management
            : target.Environment != default ? Addresses?.Spoke(target.Environment)
            : null;
        return
        [
            .. PublicRanges(aks, at),
            .. cluster.Environment is { Aks: { } own } environment ? Environment(environment, own, at) : [],
            .. Ranges(aks, at),
            .. new AksRules(aks, at).Check(),
            .. spoke is { } network ? NodeAddresses(aks, at, network) : [],
        ];
    }

    private IEnumerable<SettingProblem> PublicRanges(AksSettings aks, string path)
    {
        if (aks.PublicRanges is { Count: > 0 } && UsesOthersHub)
        {
            yield return new(
                $"{path}.publicRanges",
                "is set, and a public API server needs the platform's own firewall, but the hub is not the platform's own; remove them");
        }
        foreach (var problem in CloudClusterRules.PublicRanges(aks.PublicRanges, $"{path}.publicRanges"))
            yield return problem;
    }

    private IEnumerable<SettingProblem> Environment(EnvironmentSettings environment, AksTargetSettings aks, string path)
    {
        if (aks.PublicGateway && UsesOthersHub)
        {
            yield return new(
                $"{path}.publicGateway",
                "is true, and a public gateway needs the platform's own hub, but the hub is not the platform's own; write false");
        }
        if (aks.PublicGateway && environment.Environment != default && secrets.GatewayCertificates is null)
            yield return SecretSetting.Named(ConfigKeys.GatewayCertificates).MissingFor($"{path}.publicGateway is true");
        else if (aks.PublicGateway && environment.Environment != default
            && secrets.CertifiedEnvironments?.Contains(environment.Environment.Label()) == false)
        {
            yield return SecretSetting.Named(ConfigKeys.GatewayCertificates).MissingPartFor(
                $".{environment.Environment.Label()}", $"{path}.publicGateway is true");
        }
        if (aks is { DataAccount: false, DataImmutableDays: { } days })
            yield return new($"{path}.dataImmutableDays", $"is {days}, and {path}.dataAccount is false; write true, or remove it");
        if (aks.Acme?.Zone is not { } zone || environment.ExternalDomain is not { } domain)
            yield break;
        // The overlay of K8TRE for production uses one word for both.
        if (environment.Environment == TreEnvironment.Prd && zone != domain)
            yield return new($"{path}.acme.zone", $"is {zone}; in prd write the externalDomain, {domain}");
        else if (!CloudClusterRules.IsIn(domain, zone))
            yield return new($"{path}.acme.zone", $"is {zone}; write the externalDomain, {domain}, or a domain above it");
    }

    private IEnumerable<SettingProblem> Ranges(AksSettings aks, string path)
    {
        (string Name, IPNetwork Range)[] ranges =
        [
            ($"{Path}.addressSpace", draft.Azure?.AddressSpace ?? default),
            ($"{path}.podCidr", aks.PodCidr),
            ($"{path}.serviceCidr", aks.ServiceCidr),
            .. Reserved.Select(range => ("a range that AKS reserves,", range)),
        ];
        for (var second = 1; second <= 2; second++)
        {
            for (var first = 0; first < ranges.Length; first++)
            {
                if (first != second && !(second == 1 && first == 2) && DraftRange.Overlap(ranges[first].Range, ranges[second].Range))
                {
                    yield return new(
                        ranges[second].Name,
                        $"is {ranges[second].Range} and overlaps {ranges[first].Name} {ranges[first].Range}; choose ranges that share "
                        + "no address");
                }
            }
        }
    }

    // Azure keeps five addresses of a subnet, and an upgrade adds a third of a pool's nodes.
    private IEnumerable<SettingProblem> NodeAddresses(AksSettings aks, string path, IPNetwork spoke)
    {
        var pools = SettingList.For(aks.UserPools, path).Select(pool => pool.Item).Append(aks.SystemPool).OfType<AksPoolSettings>();
        var (free, needed) = (
            (1 << (32 - AddressPlan.Nodes(spoke).PrefixLength)) - 5,
            pools.Sum(pool => pool.MaxNodes + ((pool.MaxNodes + 2) / 3)));
        if (needed > free)
        {
            yield return new(
                $"{Path}.addressSpace",
                $"is {draft.Azure!.AddressSpace}, which leaves {free} addresses for nodes; during an upgrade the pools of {path} take "
                + $"{needed}: supply a larger range");
        }
    }
}

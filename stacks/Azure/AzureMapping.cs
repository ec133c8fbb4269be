using System.Collections.Immutable;
using K8tre.Components.Azure.Backup;
using K8tre.Components.Azure.Cluster;
using K8tre.Components.Azure.Monitoring;
using K8tre.Components.Azure.Network;
using K8tre.Components.Azure.Pipelines;
using K8tre.Components.Azure.Scope;
using K8tre.Components.Clusters;
using K8tre.Components.Egress;
using K8tre.Stacks.Settings;
using K8tre.Stacks.Settings.Azure;
using Pulumi.AzureNative.ContainerService;
using AzureProvider = Pulumi.AzureNative.Provider;

namespace K8tre.Stacks.Azure;

/// <summary>What the components of Azure get of the settings.</summary>
internal static class AzureMapping
{
    /// <summary>Output of a stack with a hub, for other stacks.</summary>
    public const string HubOutput = "hub";

    /// <summary>Every cluster of the platform: its name, its environment (null: the management cluster), and its settings.</summary>
    public static IReadOnlyList<(string Name, TreEnvironment? Environment, AksSettings Aks)> Clusters(PlatformSettings settings) =>
    [
        .. settings.Management is { Mode: ManagementMode.Cluster, Azure: { } management }
            ? new (string, TreEnvironment?, AksSettings)[] { (ManagementSettings.ClusterNameIn(settings), null, management) }
            : [],
        .. settings.Environments.Select(environment => (environment.ClusterNameIn(settings), (TreEnvironment?)environment.Environment, environment.Azure!)),
    ];

    /// <summary>The highest environment that the platform serves; that of production where it serves others only.</summary>
    public static TreEnvironment HighestEnvironment(PlatformSettings settings) =>
        settings.Environments.Select(environment => environment.Environment).DefaultIfEmpty(TreEnvironment.Prd).Max();

    /// <summary>Whether the platform has a hub of its own.</summary>
    public static bool HasOwnHub(PlatformSettings settings) => settings.Azure!.Hub is { Stack: null, Existing: null };

    /// <summary>The hub of another stack, or of an organisation, with providers of the subscriptions that it lies in.</summary>
    /// <param name="settings">The platform's settings.</param>
    /// <param name="zones">Names of the private zones that the platform reads.</param>
    public static ExistingHub OthersHub(PlatformSettings settings, IReadOnlyList<string> zones)
    {
        if (settings.Azure!.Hub is { Stack: { } stack })
        {
            var output = new StackReference(stack).GetOutput(HubOutput);
            var described = ExistingHub.From(output.Apply(hub => ((IReadOnlyDictionary<string, object>)hub!).ToImmutableDictionary()), zones);
            // In which subscription, that stack alone knows: often ours, and then this provider does what our own would.
            var provider = ProviderOf(settings, "hub", described.Id.Apply(id => AzureResourceId.Parse(id).SubscriptionId));
            return described with { Provider = provider, ZoneProviders = zones.ToDictionary(zone => zone, _ => provider) };
        }

        var existing = settings.Azure.Hub.Existing!;
        var providers = existing.Zones.Concat(existing.Peer ? [existing.NetworkId] : []).Select(SubscriptionOf).Distinct(StringComparer.OrdinalIgnoreCase)
            .Where(subscription => !subscription.Equals(settings.Azure.SubscriptionId, StringComparison.OrdinalIgnoreCase))
            .ToDictionary(subscription => subscription, subscription => ProviderOf(settings, subscription, subscription), StringComparer.OrdinalIgnoreCase);
        return new()
        {
            Id = Output.Create(existing.NetworkId),
            FirewallAddress = Output.Create(existing.FirewallAddress),
            Operators = Output.Create(existing.Operators.Select(range => range.ToString()).ToImmutableArray()),
            DnsServers = [.. existing.DnsServers.Select(Output.Create)],
            OwnsHubPeering = existing.Peer,
            Zones = existing.Zones.ToDictionary(NameOf, Output.Create),
            Provider = providers.GetValueOrDefault(SubscriptionOf(existing.NetworkId)),
            ZoneProviders = existing.Zones.Where(id => providers.ContainsKey(SubscriptionOf(id))).ToDictionary(NameOf, id => providers[SubscriptionOf(id)]),
        };

        static string SubscriptionOf(string id) => AzureResourceId.Parse(id).SubscriptionId;
        static string NameOf(string id) => AzureResourceId.Parse(id).Name;
    }

    private static ProviderResource ProviderOf(PlatformSettings settings, string word, Input<string> subscription) =>
        new AzureProvider($"{settings.Name}-azure-{word}", new() { SubscriptionId = subscription, TenantId = settings.Azure!.TenantId });

    /// <summary>The platform's own hub.</summary>
    public static HubNetworkArgs Hub(PlatformSettings settings, AzureScope scope, AddressPlan addresses, LogWorkspace logs)
    {
        var hub = settings.Azure!.Hub;
        return new()
        {
            Scope = scope,
            Addresses = addresses,
            Zones = Zones(settings),
            Egress = Leaving(settings),
            Logs = logs,
            SpokesOfOtherStacks = hub.Guests,
            SpokeToSpokeRules = [.. SpokeToSpokeRules(settings, addresses), .. hub.Guests.SelectMany(ForSpoke)],
            HasBastion = hub.Bastion,
            HasIntrusionDetection = hub.IntrusionDetection,
            FirewallAddresses = hub.FirewallAddresses,
            HasDdosPlan = hub.DdosPlan,
            HasDnsResolver = hub.DnsClients.Count > 0,
            DnsClients = hub.DnsClients,
            HasPipelines = settings.Azure.Pipelines is { Runner: not null },
            PipelinesEgress = settings.Azure.Pipelines?.Runner is { KeySecret: { } secret } ? [PipelineRunner.KeyEgress(secret)] : [],
        };

        // Which environments a guest has is not known here; all of them are in its addresses.
        static IEnumerable<SpokeToSpokeRule> ForSpoke(System.Net.IPNetwork guest, int index) => Enum.GetValues<TreEnvironment>()
            .Select(environment => SpokeToSpokeRule.ToApiServer(new(guest), environment))
            .Select(rule => rule with { Name = $"{rule.Name}-of-guest-{index}" });
    }

    /// <summary>Availability zones of what all clusters share.</summary>
    public static IReadOnlyList<string> Zones(PlatformSettings settings) =>
        Clusters(settings) is [var first, ..] ? first.Aks.Zones : ["1", "2", "3"];

    /// <summary>What crosses between clusters: Argo CD's way to those that it manages.</summary>
    public static IReadOnlyList<SpokeToSpokeRule> SpokeToSpokeRules(PlatformSettings settings, AddressPlan addresses) => settings.Management.Mode != ManagementMode.Cluster ? [] :
        [.. settings.Environments.Select(environment => SpokeToSpokeRule.ToApiServer(addresses, environment.Environment))];

    /// <summary>Nodes of one kind.</summary>
    public static AksNodePool Pool(AksPoolSettings pool) => new()
    {
        Name = pool.Name,
        VmSize = pool.VmSize,
        MinNodes = pool.MinNodes,
        MaxNodes = pool.MaxNodes,
        Labels = pool.Labels.Select(label => label.Split('=', 2)).ToDictionary(label => label[0], label => label[1]),
        Taints = pool.Taints,
        IsSpot = pool.Spot,
        GpuDriver = pool.Gpu ? GPUDriver.Install : null,
    };

    /// <summary>What Azure runs in a cluster besides.</summary>
    public static AksAddOns AddOns(AksSettings aks) =>
        new() { HasPolicy = aks.Policy, HasContainerLogs = aks.ContainerLogs, HasDefender = aks.Defender, HasKeyVaultDriver = aks.KeyVaultDriver };

    /// <summary>
    /// What leaves the clusters: what K8TRE and AKS need, their add-ons and backups, the platform's own repository and identity provider, and what the
    /// settings add. Which add-ons guests have is not known here: they get all.
    /// </summary>
    public static IReadOnlyList<EgressRule> Leaving(PlatformSettings settings)
    {
        var (region, hasGuests) = (settings.Management.RegionIn(settings), settings.Azure!.Hub.Guests.Count > 0);
        var addOns = hasGuests ? AksEgress.ForAny(region) : Clusters(settings).SelectMany(cluster => AksEgress.For(
            AddOns(cluster.Aks), cluster.Environment ?? HighestEnvironment(settings), region, cluster.Aks.UserPools.Append(cluster.Aks.SystemPool).Select(Pool)));
        return
        [
            .. AzureEgress.Cluster,
            .. addOns.DistinctBy(rule => rule.Name),
            .. settings.Environments.Count > 0 || hasGuests ? ClusterBackup.Egress(region) : [],
            .. OperatorEgress.For(settings),
            .. settings.Azure.Egress.Select(OperatorEgress.Rule),
        ];
    }
}

using System.Collections.Immutable;
using K8tre.Components;
using K8tre.Components.Azure.Backup;
using K8tre.Components.Azure.Cluster;
using K8tre.Components.Azure.Dns;
using K8tre.Components.Azure.Monitoring;
using K8tre.Components.Azure.Network;
using K8tre.Components.Azure.Pipelines;
using K8tre.Components.Azure.Scope;
using K8tre.Components.Azure.Storage;
using K8tre.Components.Clusters;
using K8tre.Components.Egress;
using K8tre.Stacks.Settings.Azure;
using Pulumi.AzureNative.ContainerService;
using StorageSettingTypes = Pulumi.AzureNative.DataProtection.StorageSettingTypes;

namespace K8tre.Stacks.Azure;

/// <summary>Mapping of the settings to the inputs of shared components on Azure.</summary>
internal static class AzureMapping
{
    /// <summary>Host at which identities sign in to Entra.</summary>
    public const string SignInHost = "login.microsoftonline.com";

    /// <summary>Returns the region of the platform. The rules allow only one.</summary>
    public static string Region(StackSettings settings) => settings.Region;

    /// <summary>Returns the availability zones of shared resources: those of the first cluster.</summary>
    public static IReadOnlyList<string> Zones(StackSettings settings) => settings.Clusters.FirstOrDefault()?.Aks!.Zones ?? ["1", "2", "3"];

    /// <summary>Returns true if the platform has its own hub.</summary>
    public static bool HasOwnHub(StackSettings settings) => settings.Platform.Azure!.Hub is { Stack: null, Existing: null };

    /// <summary>Returns a globally unique name.</summary>
    public static string UniqueName(StackSettings settings, string prefix, string name) =>
        AzureScope.UniqueName(prefix, settings.Platform.Azure!.SubscriptionId, name);

    /// <summary>Returns the inputs of a resource group.</summary>
    public static ResourceGroupScopeArgs Group(StackSettings settings, string name, bool isRetained = false) => new()
    {
        ResourceGroupName = name,
        Region = Region(settings),
        SubscriptionId = settings.Platform.Azure!.SubscriptionId,
        TenantId = settings.Platform.Azure.TenantId,
        IsRetained = isRetained,
    };

    /// <summary>Returns the inputs of the platform's own hub.</summary>
    public static HubNetworkArgs Hub(StackSettings settings, AzureScope scope, AddressPlan addresses, LogWorkspace logs)
    {
        var (hub, pipelines) = (settings.Platform.Azure!.Hub, settings.Platform.Azure.Pipelines);
        return new()
        {
            Scope = scope,
            Addresses = addresses,
            Zones = Zones(settings),
            Egress = Egress(settings),
            LogWorkspace = logs.Id,
            SpokesOfOtherStacks = hub.Guests,
            AcmeRanges =
            [
                .. settings.Targets.Where(spec => spec.Target!.Aks!.Acme is not null).Select(spec => addresses.Spoke(spec.Environment)),
                .. hub.AcmeGuests,
            ],
            SpokeToSpokeRules = [.. SpokeToSpokeRules(settings, addresses), .. hub.Guests.SelectMany(RulesOfGuest)],
            HasBastion = hub.Bastion,
            HasIntrusionDetection = hub.IntrusionDetection,
            FirewallAddresses = hub.FirewallAddresses,
            HasDdosPlan = hub.DdosPlan,
            HasDnsResolver = hub.DnsClients.Count > 0,
            DnsClients = hub.DnsClients,
            HasPipelines = pipelines is { Runner: not null },
            PipelinesEgress = pipelines?.Runner is { KeySecret: { } secret } ? [PipelineRunner.KeyEgress(secret)] : [],
        };

        // The environments of a guest are unknown here. The rules cover all of them.
        static IEnumerable<SpokeToSpokeRule> RulesOfGuest(System.Net.IPNetwork guest, int index) => Enum.GetValues<TreEnvironment>()
            .Select(environment => SpokeToSpokeRule.ToApiServer(new(guest), environment))
            .Select(rule => rule with { Name = $"{rule.Name}-of-guest-{index}" });
    }

    /// <summary>Returns the hub of the organisation.</summary>
    /// <param name="settings">The platform's settings.</param>
    /// <param name="hub">Settings of the hub.</param>
    /// <param name="providers">Providers of other subscriptions, by their ids.</param>
    public static ExistingHub ExistingHub(
        StackSettings settings, ExistingHubSettings hub, IReadOnlyDictionary<string, ProviderResource> providers) => new()
        {
            Id = Output.Create(hub.NetworkId),
            FirewallAddress = Output.Create(hub.FirewallAddress),
            Operators = Output.Create(hub.Operators.Select(range => range.ToString()).ToImmutableArray()),
            DnsServers = [.. hub.DnsServers.Select(Output.Create)],
            OwnsHubPeering = hub.Peer,
            Provider = providers.GetValueOrDefault(SubscriptionOf(hub.NetworkId)),
            Zones = hub.Zones.ToDictionary(
                id => AzureResourceId.Parse(id).Name,
                id => new ExistingPrivateDnsZone(Output.Create(id)) { Provider = providers.GetValueOrDefault(SubscriptionOf(id)) }),
        };

    /// <summary>
    /// Returns the ids of subscriptions other than the platform's in which the stack changes resources of the organisation.
    /// </summary>
    public static IEnumerable<string> OtherSubscriptions(StackSettings settings, ExistingHubSettings hub) => hub.Zones
        .Concat(hub.Peer ? [hub.NetworkId] : [])
        .Select(SubscriptionOf)
        .Distinct(StringComparer.OrdinalIgnoreCase)
        .Where(subscription => !subscription.Equals(settings.Platform.Azure!.SubscriptionId, StringComparison.OrdinalIgnoreCase));

    /// <summary>Returns the inputs of the container registry.</summary>
    public static ContainerRegistryArgs Registry(
        StackSettings settings, AzureScope scope, HubNetwork hub, IPrivateDnsZone zone, LogWorkspace logs) => new()
        {
            Scope = scope,
            RegistryName = RegistryName(settings),
            Upstreams = [.. Upstreams(settings).Select(host => new RegistryUpstream(host))],
            IsZoneRedundant = HighestEnvironment(settings) != TreEnvironment.Dev,
            Subnet = hub.EndpointsSubnet,
            Zone = zone,
            LogWorkspace = logs.Id,
        };

    /// <summary>Returns the inputs of the vault with the accounts of the container registry.</summary>
    public static RegistryVaultArgs RegistryVault(StackSettings settings, AzureScope scope, LogWorkspace logs) => new()
    {
        Scope = scope,
        VaultName = UniqueName(settings, "kv", $"{settings.Platform.Name}-images"),
        LogWorkspace = logs.Id,
        Logins = settings.Platform.Azure!.RegistryAccounts.ToDictionary(
            registry => registry, registry => RegistryCredentials.At(settings.Secrets.RegistryCredentials!, registry)),
    };

    /// <summary>Returns the mirrors from which the nodes of the platform's clusters pull: the caches of its container registry.</summary>
    public static ImageMirrors Mirrors(StackSettings settings) => HasOwnHub(settings) && settings.Platform.Azure!.Registry is not false
        ? ContainerRegistryArgs.MirrorsIn(RegistryName(settings), Upstreams(settings))
        : ImageMirrors.None;

    private static string RegistryName(StackSettings settings) => UniqueName(settings, "cr", settings.Platform.Name);

    private static IEnumerable<string> Upstreams(StackSettings settings) =>
        RegistryUpstream.ForK8tre.Select(upstream => upstream.Host).Union(settings.Platform.Azure!.RegistryAccounts);

    /// <summary>Returns the inputs of the backup vault.</summary>
    public static BackupVaultArgs Backups(StackSettings settings, AzureScope scope, LogWorkspace logs) => new()
    {
        Scope = scope,
        VaultName = $"bv-{settings.Platform.Name}",
        LogWorkspace = logs.Id,
        Redundancy = Zones(settings).Count > 0 ? StorageSettingTypes.ZoneRedundant : StorageSettingTypes.LocallyRedundant,
        RetentionDays = settings.Platform.Azure!.BackupRetentionDays,
    };

    /// <summary>Returns the connections that are allowed between clusters: from Argo CD to the API servers of its targets.</summary>
    public static IReadOnlyList<SpokeToSpokeRule> SpokeToSpokeRules(StackSettings settings, AddressPlan addresses) =>
        settings.Management is null ? [] : [.. settings.Targets.Select(spec => SpokeToSpokeRule.ToApiServer(addresses, spec.Environment))];

    /// <summary>Returns the inputs of a cluster's add-ons.</summary>
    public static AksAddOns AddOns(AksSettings aks) =>
        new()
        {
            HasPolicy = aks.Policy,
            HasContainerLogs = aks.ContainerLogs,
            HasDefender = aks.Defender,
            HasKeyVaultDriver = aks.KeyVaultDriver,
        };

    /// <summary>Returns the inputs of a node pool.</summary>
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

    // The environments of a platform without targets are unknown. It is operated like production.
    internal static TreEnvironment HighestEnvironment(StackSettings settings) =>
        settings.Targets.Select(spec => spec.Environment).DefaultIfEmpty(TreEnvironment.Prd).Max();

    private static string SubscriptionOf(string id) => AzureResourceId.Parse(id).SubscriptionId;

    // The add-ons of guests are unknown here. The rules cover all of them.
    private static IReadOnlyList<EgressRule> Egress(StackSettings settings)
    {
        var (region, azure) = (Region(settings), settings.Platform.Azure!);
        var hasGuests = azure.Hub.Guests.Count > 0;
        // Guests pull from the public registries.
        var mirrors = hasGuests ? ImageMirrors.None : Mirrors(settings);
        var addOns = hasGuests ? AksEgress.ForAny(region) : settings.Clusters.SelectMany(spec =>
            AksEgress.For(AddOns(spec.Aks!), spec.Environment, region, spec.Aks!.UserPools.Append(spec.Aks.SystemPool).Select(Pool)));
        return
        [
            .. MirrorEgress.For(settings, AzureEgress.Cluster, mirrors, hasArgoCd: settings.Clusters.Any(spec => spec.HostsArgoCd)),
            .. addOns.DistinctBy(rule => rule.Name),
            .. settings.Targets.Count > 0 || hasGuests ? ClusterBackup.Egress(region) : [],
            .. OperatorEgress.For(settings.Platform),
            .. azure.Egress.Select(OperatorEgress.Rule),
            .. settings.Targets.SelectMany(EdgeMapping.Rules).DistinctBy(rule => rule.Name),
        ];
    }
}

using K8tre.Components.Azure.Monitoring;
using K8tre.Components.Azure.Network;
using K8tre.Components.Azure.Scope;
using K8tre.Components.Azure.Storage;
using K8tre.Components.Clusters;
using K8tre.Stacks.Settings;
using K8tre.Stacks.Settings.Azure;
using Pulumi.AzureNative.Resources;
using AzureProvider = Pulumi.AzureNative.Provider;

namespace K8tre.Stacks.Azure;

/// <summary>What the clusters of a platform on Azure share: the hub or another's, a spoke for each, private zones that all of them read, logs, images.</summary>
internal sealed class AzureLandingZone
{
    private const string Vaults = "privatelink.vaultcore.azure.net", Files = "privatelink.file.core.windows.net", Blobs = "privatelink.blob.core.windows.net", Images = "privatelink.azurecr.io";

    private readonly PlatformSettings _settings;
    private readonly AzureSettings _azure;
    private readonly HubNetwork? _own;
    private readonly Dictionary<string, (AzureScope Scope, SpokeNetwork Network)> _spokes;
    private readonly Dictionary<string, PrivateDnsZone> _zones;
    private readonly Dictionary<string, Output<string>> _groups = [];
    private readonly Inventory _made = new();

    /// <summary>Defines all of it.</summary>
    public AzureLandingZone(PlatformSettings settings)
    {
        (_settings, _azure) = (settings, settings.Azure!);
        // Of this subscription and no other, whoever runs it: a stack must not land where somebody happens to be signed in.
        Provider = new AzureProvider($"{settings.Name}-azure", new() { SubscriptionId = _azure.SubscriptionId, TenantId = _azure.TenantId });
        Options = new() { Providers = { Provider }, ResourceTransformations = { _made.Note } };

        Addresses = new(_azure.AddressSpace);
        Scope = ScopeOf($"rg-{settings.Name}-hub");
        Logs = new($"log-{settings.Name}", Scope, _azure.LogRetentionDays, Options);
        if (_azure.LogArchiveDays is { } days)
            _ = new LogArchive($"{settings.Name}-log-archive", Scope, Logs, days, Options);
        _own = AzureMapping.HasOwnHub(settings) ? new HubNetwork($"{settings.Name}-hub", AzureMapping.Hub(settings, Scope, Addresses, Logs), Options) : null;
        Hub = _own ?? (IHub)AzureMapping.OthersHub(settings, AllZones);

        var clusters = AzureMapping.Clusters(settings);
        _spokes = clusters.ToDictionary(cluster => cluster.Name, Spoke);
        _zones = AllZones.ToDictionary(domain => domain, domain => PrivateDnsZone.At(
            $"{settings.Name}-zone-{domain.Split('.')[1]}", Scope, Hub, domain, clusters.ToDictionary(cluster => cluster.Name, cluster => _spokes[cluster.Name].Network.Id), Options));
        if (_azure.Registry is not false && _own is { EndpointsSubnet: { } endpoints })
            Registry = ImagesIn(endpoints);
    }

    /// <summary>Ids of the resource groups that there are so far, by name. Known once they are there.</summary>
    public IReadOnlyDictionary<string, Output<string>> Groups => _groups;

    /// <summary>The provider of the platform's subscription.</summary>
    public AzureProvider Provider { get; }

    /// <summary>Options of what is made there.</summary>
    public ComponentResourceOptions Options { get; }

    /// <summary>All that was made with them so far.</summary>
    public IReadOnlyCollection<Resource> Made => _made.Made;

    /// <summary>The platform's addresses.</summary>
    public AddressPlan Addresses { get; }

    /// <summary>Where what is shared goes.</summary>
    public AzureScope Scope { get; }

    /// <summary>Where everything logs.</summary>
    public LogWorkspace Logs { get; }

    /// <summary>The hub.</summary>
    public IHub Hub { get; }

    /// <summary>The platform's own hub. Null: it is another's.</summary>
    public HubNetwork? OwnHub => _own;

    /// <summary>Id of the subnet of private endpoints that belong to no cluster: the own hub's, or else the first cluster's.</summary>
    public Output<string> EndpointsSubnet => _own?.EndpointsSubnet ?? _spokes[AzureMapping.Clusters(_settings)[0].Name].Network.EndpointsSubnet;

    /// <summary>The registry of images. Null: there is none.</summary>
    public ContainerRegistry? Registry { get; }

    /// <summary>What another stack needs to use this hub. Null: it is not this stack's.</summary>
    public IReadOnlyDictionary<string, object?>? Description => _own is null ? null : ExistingHub.Describe(_own, _zones);

    /// <summary>The zone of API servers, of vaults, of file shares, of blobs.</summary>
    public PrivateDnsZone ApiZone => _zones[$"privatelink.{Region}.azmk8s.io"];

    /// <inheritdoc cref="ApiZone"/>
    public PrivateDnsZone VaultZone => _zones[Vaults];

    /// <inheritdoc cref="ApiZone"/>
    public PrivateDnsZone FileZone => _zones[Files];

    /// <inheritdoc cref="ApiZone"/>
    public PrivateDnsZone BlobZone => _zones[Blobs];

    // One stack, one region: the rules hold all clusters to it.
    private string Region => _settings.Management.RegionIn(_settings);

    private string[] AllZones => [$"privatelink.{Region}.azmk8s.io", Vaults, Files, Blobs, Images];

    /// <summary>Where a cluster goes.</summary>
    public AzureScope ScopeOfCluster(string cluster) => _spokes[cluster].Scope;

    /// <summary>A cluster's network.</summary>
    public SpokeNetwork Network(string cluster) => _spokes[cluster].Network;

    /// <summary>A name that no other platform in the world has.</summary>
    public string UniqueName(string prefix, string name) => AzureScope.UniqueName(prefix, _azure.SubscriptionId, name);

    /// <summary>A zone that the hub, for operators, and one cluster's network read.</summary>
    public PrivateDnsZone OwnZone(string name, string cluster, string domain) => new(
        name, ScopeOfCluster(cluster), domain, new Dictionary<string, Output<string>> { ["hub"] = Hub.Id, [cluster] = Network(cluster).Id }, Options);

    /// <summary>A resource group, as a place for what goes into it.</summary>
    /// <param name="group">Its name.</param>
    /// <param name="outlivesStack">Whether it stays when the platform goes.</param>
    public AzureScope ScopeOf(string group, bool outlivesStack = false)
    {
        var scope = new AzureScope
        {
            Region = Region,
            SubscriptionId = _azure.SubscriptionId,
            TenantId = _azure.TenantId,
            ResourceGroup = new ResourceGroup(group, new() { ResourceGroupName = group, Location = Region }, new()
            {
                Provider = Provider,
                Protect = outlivesStack,
                RetainOnDelete = outlivesStack,
            }).Name,
        };
        _groups.Add(group, scope.GroupId);
        return scope;
    }

    private (AzureScope, SpokeNetwork) Spoke((string Name, TreEnvironment? Environment, AksSettings Aks) cluster)
    {
        var scope = ScopeOf($"rg-{cluster.Name}");
        return (scope, new SpokeNetwork($"{cluster.Name}-spoke", new()
        {
            Scope = scope,
            Hub = Hub,
            Range = cluster.Environment is { } environment ? Addresses.Spoke(environment) : Addresses.Management,
            PodCidr = cluster.Aks.PodCidr,
            Logs = Logs,
            SpokeToSpokeRules = AzureMapping.SpokeToSpokeRules(_settings, Addresses),
            Gateway = cluster.Aks.PublicGateway ? Addresses.Gateway : null,
            Users = _azure.Hub.DnsClients,
        }, Options));
    }

    private ContainerRegistry ImagesIn(Output<string> endpoints) => new($"{_settings.Name}-images", new()
    {
        Scope = Scope,
        RegistryName = UniqueName("cr", _settings.Name),
        IsZoneRedundant = AzureMapping.HighestEnvironment(_settings) != TreEnvironment.Dev,
        Subnet = endpoints,
        Zone = _zones[Images],
        Logs = Logs,
    }, Options);
}

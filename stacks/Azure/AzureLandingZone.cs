using System.Collections.Immutable;
using K8tre.Components.Azure.Backup;
using K8tre.Components.Azure.Dns;
using K8tre.Components.Azure.Monitoring;
using K8tre.Components.Azure.Network;
using K8tre.Components.Azure.Scope;
using K8tre.Components.Azure.Storage;
using K8tre.Stacks.Settings.Azure;
using AzureProvider = Pulumi.AzureNative.Provider;

namespace K8tre.Stacks.Azure;

/// <summary>Inputs of <see cref="AzureLandingZone"/>.</summary>
internal sealed record AzureLandingZoneArgs
{
    /// <summary>The platform's settings.</summary>
    public required StackSettings Settings { get; init; }
}

/// <summary>
/// Resources that the clusters of a platform on Azure share: logs, hub, private DNS zones, container registry and backup vault.
/// </summary>
internal sealed class AzureLandingZone : ComponentResource
{
    private const string HubOutput = "hub";

    private const string Vaults = "privatelink.vaultcore.azure.net", Files = "privatelink.file.core.windows.net";
    private const string Blobs = "privatelink.blob.core.windows.net", Images = "privatelink.azurecr.io";

    private readonly StackSettings _settings;
    private readonly string _api;
    private readonly Dictionary<string, IPrivateDnsZone> _zones;

    /// <summary>Creates the landing zone.</summary>
    public AzureLandingZone(string name, AzureLandingZoneArgs args, ComponentResourceOptions? options = null)
        : base("k8tre:stacks:AzureLandingZone", name, options)
    {
        _settings = args.Settings;
        var (platform, azure) = (_settings.Platform.Name, _settings.Platform.Azure!);
        _api = $"privatelink.{AzureMapping.Region(_settings)}.azmk8s.io";
        Addresses = new(azure.AddressSpace);

        var group = CreateGroup($"rg-{platform}-hub");
        Scope = group.Scope;
        Logs = new($"log-{platform}", new() { Scope = Scope, RetentionDays = azure.LogRetentionDays }, new() { Parent = this });
        if (azure.LogArchiveDays is { } days)
        {
            _ = new LogArchive(
                $"{platform}-log-archive", new()
                {
                    Scope = Scope,
                    WorkspaceName = Logs.WorkspaceName,
                    TotalDays = days,
                }, new() { Parent = this });
        }
        OwnHub = AzureMapping.HasOwnHub(_settings)
            ? new($"{platform}-hub", AzureMapping.Hub(_settings, Scope, Addresses, Logs), new() { Parent = this })
            : null;
        Hub = OwnHub ?? (IHub)CreateExistingHub();
        _zones = ((string[])[_api, Vaults, Files, Blobs, Images]).ToDictionary(domain => domain, CreateZone);
        if (azure.Registry is not false && OwnHub is { } hub)
            Registry = CreateRegistry(hub);
        Groups = [group];
        if (_settings.Targets.Count > 0)
        {
            var backups = CreateGroup($"rg-{platform}-backups", isRetained: true);
            Backups = new($"{platform}-backups", AzureMapping.Backups(_settings, backups.Scope, Logs), new() { Parent = this });
            Groups = [group, backups];
        }

        RegisterOutputs();
    }

    /// <summary>Address plan of the platform.</summary>
    public AddressPlan Addresses { get; }

    /// <summary>Scope of shared resources.</summary>
    public AzureScope Scope { get; }

    /// <summary>Resource groups of the landing zone.</summary>
    public IReadOnlyList<ResourceGroupScope> Groups { get; }

    /// <summary>Log Analytics workspace of the platform.</summary>
    public LogWorkspace Logs { get; }

    /// <summary>The hub.</summary>
    public IHub Hub { get; }

    /// <summary>The platform's own hub. Null: the hub belongs to another stack or to the organisation.</summary>
    public HubNetwork? OwnHub { get; }

    /// <summary>Container registry. Null: there is none.</summary>
    public ContainerRegistry? Registry { get; }

    /// <summary>Backup vault. Null: there is no cluster to back up.</summary>
    public BackupVault? Backups { get; }

    /// <summary>Private DNS zone of API servers.</summary>
    public IPrivateDnsZone ApiZone => _zones[_api];

    /// <summary>Private DNS zone of key vaults.</summary>
    public IPrivateDnsZone VaultZone => _zones[Vaults];

    /// <summary>Private DNS zone of file shares.</summary>
    public IPrivateDnsZone FileZone => _zones[Files];

    /// <summary>Private DNS zone of blobs.</summary>
    public IPrivateDnsZone BlobZone => _zones[Blobs];

    /// <summary>Private DNS zones that every cluster's network is linked to, each with the name of its component.</summary>
    public IReadOnlyDictionary<string, IPrivateDnsZone> Zones => _zones.ToDictionary(zone => ZoneName(zone.Key), zone => zone.Value);

    /// <summary>Outputs of the stack about the landing zone.</summary>
    public IReadOnlyDictionary<string, object?> Outputs => new Dictionary<string, object?>
    {
        [HubOutput] = OwnHub is null ? null : ExistingHub.Describe(OwnHub, _zones.Values.Select(zone => zone.Id)),
        ["registry"] = Registry?.LoginServer,
    };

    private ContainerRegistry CreateRegistry(HubNetwork hub)
    {
        var (name, args) = ($"{_settings.Platform.Name}-images", AzureMapping.Registry(_settings, Scope, hub, _zones[Images], Logs));
        if (_settings.Platform.Azure!.RegistryAccounts.Count > 0)
        {
            var vault = new RegistryVault($"{name}-vault", AzureMapping.RegistryVault(_settings, Scope, Logs), new() { Parent = this });
            args = args with
            {
                Upstreams =
                [
                    .. args.Upstreams.Select(upstream => upstream with { Account = vault.Accounts.GetValueOrDefault(upstream.Host) }),
                ],
            };
        }
        return new(name, args, new() { Parent = this });
    }

    private ResourceGroupScope CreateGroup(string group, bool isRetained = false) =>
        new(group, AzureMapping.Group(_settings, group, isRetained), new() { Parent = this });

    private IPrivateDnsZone CreateZone(string domain) => Hub.Zone(domain) ?? new PrivateDnsZone(ZoneName(domain), new()
    {
        Scope = Scope,
        Domain = domain,
        Networks = new Dictionary<string, Input<string>> { ["hub"] = Hub.Id },
        DependsOn = Hub.Subnets,
    }, new() { Parent = this });

    private string ZoneName(string domain) => $"{_settings.Platform.Name}-zone-{domain.Split('.')[1]}";

    private ExistingHub CreateExistingHub()
    {
        var hub = _settings.Platform.Azure!.Hub;
        if (hub.Existing is { } existing)
            return AzureMapping.ExistingHub(_settings, existing, CreateProviders(existing));

        var output = new StackReference(hub.Stack!, options: new() { Parent = this }).GetOutput(HubOutput);
        var description = output.Apply(value => ((IReadOnlyDictionary<string, object>)value!).ToImmutableDictionary());
        // Only that stack knows its subscription. If it is the platform's own, this provider is equal to the platform's.
        var provider = CreateProvider("hub", ExistingHub.IdIn(description).Apply(id => AzureResourceId.Parse(id).SubscriptionId));
        return ExistingHub.From(description, provider, _api, Vaults, Files, Blobs, Images);
    }

    private Dictionary<string, ProviderResource> CreateProviders(ExistingHubSettings hub) => AzureMapping.OtherSubscriptions(_settings, hub)
        .ToDictionary(id => id, id => CreateProvider(id, id), StringComparer.OrdinalIgnoreCase);

    private ProviderResource CreateProvider(string role, Input<string> subscription) => new AzureProvider(
        $"{_settings.Platform.Name}-azure-{role}",
        new() { SubscriptionId = subscription, TenantId = _settings.Platform.Azure!.TenantId },
        new() { Parent = this });
}

using K8tre.Components;
using K8tre.Components.Azure;
using K8tre.Components.Clusters;
using K8tre.Stacks.Settings;
using Pulumi.AzureNative.Dns;
using Pulumi.AzureNative.Resources;
using AzureProvider = Pulumi.AzureNative.Provider;

namespace K8tre.Stacks;

/// <summary>A hub, a spoke for every cluster, and private zones that all of them read; in each spoke a cluster, and identities for what runs there.</summary>
internal sealed class AzurePlatform : IVendorPlatform
{
    private readonly PlatformSettings _settings;
    private readonly ComponentResourceOptions _onAzure;
    private readonly LogWorkspace _logs;
    private readonly HubNetwork _hub;
    private readonly Dictionary<string, (AzureSite Site, SpokeNetwork Network)> _spokes;
    private readonly PrivateZone _apiZone, _vaultZone, _fileZone;

    /// <summary>Defines what the clusters share.</summary>
    public AzurePlatform(PlatformSettings settings)
    {
        _settings = settings;
        var azure = settings.Azure!;
        // Of this subscription and no other, whoever runs it: a stack must not land where somebody happens to be signed in.
        _onAzure = new() { Providers = { new AzureProvider($"{settings.Name}-azure", new() { SubscriptionId = azure.SubscriptionId, TenantId = azure.TenantId }) } };

        var clusters = AzureInputs.Clusters(settings);
        var addresses = new AddressPlan(azure.AddressSpace);
        var hubSite = Site($"rg-{settings.Name}-hub");
        _logs = new($"log-{settings.Name}", hubSite, azure.LogRetentionDays, _onAzure);
        _hub = new($"{settings.Name}-hub", new() { Site = hubSite, Addresses = addresses, Zones = clusters[0].Aks.Zones, Egress = AzureInputs.Leaving(settings), Logs = _logs }, _onAzure);
        _spokes = clusters.ToDictionary(cluster => cluster.Name, cluster =>
        {
            var site = Site($"rg-{cluster.Name}");
            return (site, new SpokeNetwork($"{cluster.Name}-spoke", new()
            {
                Site = site,
                Hub = _hub,
                Range = cluster.Environment is { } environment ? addresses.Spoke(environment) : addresses.Management,
                PodCidr = cluster.Aks.PodCidr,
                Logs = _logs,
            }, _onAzure));
        });

        (_apiZone, _vaultZone, _fileZone) = (
            Zone("api", $"privatelink.{Region}.azmk8s.io"), Zone("vault", "privatelink.vaultcore.azure.net"), Zone("file", "privatelink.file.core.windows.net"));

        PrivateZone Zone(string role, string domain) => new($"{settings.Name}-zone-{role}", hubSite, domain, Readers(_spokes.Keys), _onAzure);
    }

    // One stack, one region: the rules hold all clusters to it.
    private string Region => _settings.Management.RegionIn(_settings);

    /// <inheritdoc/>
    public ManagementCluster Management(TreEnvironment stage)
    {
        var name = ManagementSettings.ClusterNameIn(_settings);
        var cluster = Cluster(name, stage, _settings.Management.Azure!, Vault(name), shares: null);
        return new(cluster, new Dictionary<string, object?> { ["resourceGroup"] = $"rg-{name}", ["operatorsSubnet"] = _hub.OperatorsSubnet });
    }

    /// <inheritdoc/>
    public EnvironmentCluster Environment(EnvironmentSettings environment, ArgoCdIdentity? argoCd)
    {
        var (azure, aks, name) = (_settings.Azure!, environment.Azure!, environment.ClusterNameIn(_settings));
        var (site, _) = _spokes[name];
        var group = $"rg-{name}";
        var vault = Vault(name);
        var account = AzureSite.UniqueName("st", azure.SubscriptionId, name);
        // A group of its own: whoever deletes a group deletes all that is in it, and this is to stay.
        var dataGroup = $"rg-{name}-data";
        var shares = new FileStorage($"{name}-shares", new()
        {
            Site = Site(dataGroup, outlivesStack: true),
            AccountName = account,
            IsZoneRedundant = AksProfile.Of(environment.Environment).IsZoneRedundant && aks.Zones.Count > 0,
            Subnet = _spokes[name].Network.EndpointsSubnet,
            Zone = _fileZone,
        }, _onAzure);
        var cluster = Cluster(name, environment.Environment, aks, vault, shares);

        var domain = new PrivateZone($"{name}-zone-domain", site, environment.ExternalDomain, Readers([name]), _onAzure);
        var externalDns = Identity("external-dns", "externaldns", "externaldns", new()
        {
            ["zone"] = (AzureRole.PrivateDnsZoneContributor, domain.Id),
            ["group"] = (AzureRole.Reader, GroupId(azure, site)),
        });
        var externalSecrets = Identity("external-secrets", "external-secrets", "external-secrets", new() { ["vault"] = (AzureRole.KeyVaultSecretsUser, vault.Id) });
        var publicZone = aks.Acme is { } acme
            ? new Zone($"{name}-zone-public", new() { ZoneName = acme.Zone, ResourceGroupName = site.ResourceGroup, Location = "global" }, new() { Provider = _onAzure.Providers[0] })
            : null;
        var certManager = publicZone is null
            ? null
            : Identity("cert-manager", "cert-manager", "cert-manager", new() { ["zone"] = (AzureRole.DnsZoneContributor, publicZone.Id) });

        return new(cluster, new Dictionary<string, object?>
        {
            ["resourceGroup"] = group,
            ["dataResourceGroup"] = dataGroup,
            ["operatorsSubnet"] = _hub.OperatorsSubnet,
            ["externalSecretsClientId"] = externalSecrets.ClientId,
            ["nameServers"] = publicZone?.NameServers,
        })
        {
            Replacements = AzureReplacements.Of(_settings, environment, group, dataGroup, account, externalDns.ClientId, certManager?.ClientId),
            OnNetwork = onNetwork => [new WorkloadPolicies($"{name}-workloads", onNetwork)],
        };

        WorkloadIdentity Identity(string role, string @namespace, string serviceAccount, Dictionary<string, (AzureRole, Input<string>)> roles) => new($"{name}-{role}", new()
        {
            Site = site,
            Issuer = cluster.Issuer,
            Namespace = @namespace,
            ServiceAccount = serviceAccount,
            Roles = roles,
        }, _onAzure);
    }

    private ClusterVault Vault(string cluster) => new($"{cluster}-vault", new()
    {
        Site = _spokes[cluster].Site,
        VaultName = AzureSite.UniqueName("kv", _settings.Azure!.SubscriptionId, cluster),
        Subnet = _spokes[cluster].Network.EndpointsSubnet,
        Zone = _vaultZone,
        Logs = _logs,
    }, _onAzure);

    private AksCluster Cluster(string name, TreEnvironment stage, AksSettings aks, ClusterVault vault, FileStorage? shares) => new(name, new()
    {
        ClusterName = name,
        Environment = stage,
        Site = _spokes[name].Site,
        Network = _spokes[name].Network,
        RouteTable = _spokes[name].Network.RouteTable,
        ApiZone = _apiZone,
        Vault = vault,
        Shares = shares,
        Logs = _logs,
        KubernetesVersion = aks.KubernetesVersion ?? Versions.AksKubernetes,
        PodCidr = aks.PodCidr,
        ServiceCidr = aks.ServiceCidr,
        AdminGroups = aks.AdminGroups,
        Zones = aks.Zones,
        SystemPool = AzureInputs.Pool(aks.SystemPool),
        UserPools = [.. aks.UserPools.Select(AzureInputs.Pool)],
        Maintenance = new(aks.Maintenance.Day, aks.Maintenance.StartHour, aks.Maintenance.Hours),
        Login = aks.Login,
    }, _onAzure);

    // The networks that read a zone: the hub, for operators, and those of clusters.
    private Dictionary<string, Output<string>> Readers(IEnumerable<string> clusters) => new(
        clusters.Select(cluster => KeyValuePair.Create(cluster, _spokes[cluster].Network.Id)).Prepend(KeyValuePair.Create("hub", _hub.Id)));

    private AzureSite Site(string group, bool outlivesStack = false) => new()
    {
        Region = Region,
        SubscriptionId = _settings.Azure!.SubscriptionId,
        TenantId = _settings.Azure.TenantId,
        ResourceGroup = new ResourceGroup(group, new() { ResourceGroupName = group, Location = Region }, new()
        {
            Provider = _onAzure.Providers[0],
            Protect = outlivesStack,
            RetainOnDelete = outlivesStack,
        }).Name,
    };

    private static Output<string> GroupId(AzureSettings azure, AzureSite site) =>
        Output.Format($"/subscriptions/{azure.SubscriptionId}/resourceGroups/{site.ResourceGroup}");
}

using K8tre.Components;
using K8tre.Components.Azure.Backup;
using K8tre.Components.Azure.Cluster;
using K8tre.Components.Azure.Identity;
using K8tre.Components.Azure.Network;
using K8tre.Components.Azure.Scope;
using K8tre.Components.Azure.Storage;
using K8tre.Components.Azure.Vaults;
using K8tre.Components.Azure.Workloads;
using K8tre.Components.Clusters;
using K8tre.Components.GitOps.Sources;
using K8tre.Stacks.Settings;
using K8tre.Stacks.Settings.Azure;

namespace K8tre.Stacks.Azure;

/// <summary>In every spoke of a landing zone a cluster, with its vault, its shares, its backups, and identities for what runs there.</summary>
internal sealed class AzurePlatform : IVendorPlatform
{
    private readonly PlatformSettings _settings;
    private readonly AzureLandingZone _zone;
    private readonly BackupVault? _backups;
    private readonly List<Resource> _users = [];
    private readonly AzureLocks _locks = new();

    /// <summary>Defines what the clusters share.</summary>
    public AzurePlatform(PlatformSettings settings)
    {
        (_settings, _zone) = (settings, new(settings));
        if (settings.Environments.Count > 0)
            _backups = AzureEstate.Backups(settings, _zone);
    }

    /// <inheritdoc/>
    public IReadOnlyCollection<Resource> Made => _zone.Made;

    /// <inheritdoc/>
    public ManagementCluster Management(TreEnvironment stage)
    {
        var (name, aks) = (ManagementSettings.ClusterNameIn(_settings), _settings.Management.Azure!);
        // A group of its own, which stays with the vault in it: a vault that is deleted keeps its name for 90 days.
        var vault = Vault(name, _zone.SiteOf($"rg-{name}-data", outlivesStack: true));
        var cluster = Cluster(name, stage, aks, vault, shares: null, argoCd: null);
        _locks.Keep(name, new Dictionary<string, Output<string>?> { ["vault"] = vault.Id }, cluster, vault);
        _users.Add(cluster);
        var argoCd = new ArgoCdPrincipal($"{name}-argocd-identity", _zone.SiteOfCluster(name), cluster.Issuer, _zone.Options);
        return new(cluster, new Dictionary<string, object?> { ["resourceGroup"] = $"rg-{name}", ["operatorsSubnet"] = _zone.OwnHub?.OperatorsSubnet })
        {
            Identity = argoCd.Identity,
            OnNetwork = onNetwork =>
            [
                new KubeProxyRemoval($"{name}-kube-proxy", onNetwork),
                .. _settings.Environments.Count == 0 ? [] : new Resource[]
                {
                    new ArgoCdPolicies($"{name}-argocd-ways", [.. _settings.Environments.Select(environment => AddressPlan.ApiServer(_zone.Addresses.Spoke(environment.Environment)))], onNetwork),
                },
            ],
        };
    }

    /// <inheritdoc/>
    public EnvironmentCluster Environment(EnvironmentSettings environment, ArgoCdIdentity? argoCd)
    {
        var (aks, name) = (environment.Azure!, environment.ClusterNameIn(_settings));
        var (site, group, dataGroup) = (_zone.SiteOfCluster(name), $"rg-{name}", $"rg-{name}-data");
        // A group of its own: whoever deletes a group deletes all that is in it, and this is to stay.
        var kept = _zone.SiteOf(dataGroup, outlivesStack: true);
        var vault = Vault(name, kept);
        var account = _zone.UniqueName("st", name);
        var isZoneRedundant = AksProfile.Of(environment.Environment).IsZoneRedundant && aks.Zones.Count > 0;
        var shares = new FileStorage($"{name}-shares", new()
        {
            Site = kept,
            AccountName = account,
            IsZoneRedundant = isZoneRedundant,
            Subnet = _zone.Network(name).EndpointsSubnet,
            Zone = _zone.FileZone,
            Logs = _zone.Logs,
        }, _zone.Options);
        var cluster = Cluster(name, environment.Environment, aks, vault, shares, argoCd as ArgoCdIdentity.Entra);
        var data = aks.DataAccount ? Data(name, aks, kept, isZoneRedundant) : null;

        var workloads = new AzureWorkloads(_settings, environment, _zone, cluster);
        var store = environment.SecretStoreIn(_settings) == SecretStoreKind.KeyVault
            ? new KeyVaultStore($"{name}-secret-store", new() { Site = site, Vault = vault, Issuer = cluster.Issuer }, _zone.Options)
            : null;
        _users.Add(cluster);
        // Not the account of shares: with a lock on it the file driver could delete none. https://github.com/MicrosoftDocs/azure-docs/issues/77366
        _locks.Keep(name, new Dictionary<string, Output<string>?> { ["vault"] = vault.Id, ["data"] = data?.Id }, cluster, vault, data, store?.Identity);

        return new(cluster, new Dictionary<string, object?>
        {
            ["resourceGroup"] = group,
            ["dataResourceGroup"] = dataGroup,
            ["operatorsSubnet"] = _zone.OwnHub?.OperatorsSubnet,
            ["nameServers"] = workloads.NameServers,
            ["dataAccount"] = data?.AccountName,
        })
        {
            Replacements = AzureReplacements.Of(_settings, environment, group, dataGroup, account, workloads.ExternalDns, workloads.CertManager),
            Provider = _zone.Provider,
            SecretStore = store ?? (ISecretStore)new KubernetesSecretStore(),
            OnNetwork = onNetwork =>
            {
                var ways = new BackupPolicies($"{name}-backup-ways", onNetwork);
                var backup = Backup(cluster, site, kept, isZoneRedundant, ways);
                _users.Add(backup);
                _locks.Keep($"{name}-backup", new Dictionary<string, Output<string>?> { ["objects"] = backup.AccountId }, backup);
                return [new KubeProxyRemoval($"{name}-kube-proxy", onNetwork), new WorkloadPolicies($"{name}-workloads", onNetwork), ways, backup];
            },
        };
    }

    /// <inheritdoc/>
    public IReadOnlyDictionary<string, object?> Complete()
    {
        var outputs = AzureEstate.Define(_settings, _zone, _backups, _locks, _users);
        if (_settings.Azure!.Locks)
            _locks.Set(_zone);
        return outputs;
    }

    private ClusterVault Vault(string cluster, AzureSite site) => new($"{cluster}-vault", new()
    {
        Site = site,
        VaultName = _zone.UniqueName("kv", cluster),
        Subnet = _zone.Network(cluster).EndpointsSubnet,
        Zone = _zone.VaultZone,
        Logs = _zone.Logs,
    }, _zone.Options);

    private DataStorage Data(string cluster, AksSettings aks, AzureSite kept, bool isZoneRedundant) => new($"{cluster}-data", new()
    {
        Site = kept,
        AccountName = _zone.UniqueName("sd", cluster),
        IsZoneRedundant = isZoneRedundant,
        Subnet = _zone.Network(cluster).EndpointsSubnet,
        Zone = _zone.BlobZone,
        Logs = _zone.Logs,
        ImmutableDays = aks.DataImmutableDays,
    }, _zone.Options);

    private ClusterBackup Backup(AksCluster cluster, AzureSite site, AzureSite kept, bool isZoneRedundant, BackupPolicies ways) => new($"{cluster.ClusterName}-backup", new()
    {
        Site = kept,
        Snapshots = _zone.SiteOf($"rg-{cluster.ClusterName}-snapshots", outlivesStack: true),
        Vault = _backups!,
        Cluster = cluster.Id,
        ClusterName = ways.AreApplied.Apply(_ => cluster.ClusterName),
        HasAllPools = cluster.HasAllPools,
        ClusterGroup = site.ResourceGroup,
        ClusterPrincipal = cluster.ControlPrincipal,
        AccountName = _zone.UniqueName("bk", cluster.ClusterName),
        IsZoneRedundant = isZoneRedundant,
        Subnet = _zone.Network(cluster.ClusterName).EndpointsSubnet,
        Zone = _zone.BlobZone,
        Logs = _zone.Logs,
    }, _zone.Options);

    private AksCluster Cluster(string name, TreEnvironment stage, AksSettings aks, ClusterVault vault, FileStorage? shares, ArgoCdIdentity.Entra? argoCd) => new(name, new()
    {
        ClusterName = name,
        Environment = stage,
        Site = _zone.SiteOfCluster(name),
        Network = _zone.Network(name),
        RouteTable = _zone.Network(name).RouteTable,
        ApiZone = _zone.ApiZone,
        PublicRanges = aks.PublicRanges,
        EgressAddresses = aks.PublicRanges.Count == 0 ? null : _zone.OwnHub!.PublicAddresses,
        Vault = vault,
        Shares = shares,
        Registry = _zone.Registry is { } registry ? (Input<string>)registry.Id : null,
        Logs = _zone.Logs,
        KubernetesVersion = aks.KubernetesVersion ?? Versions.AksKubernetes,
        PodCidr = aks.PodCidr,
        ServiceCidr = aks.ServiceCidr,
        AdminGroups = aks.AdminGroups,
        Zones = aks.Zones,
        SystemPool = AzureInputs.Pool(aks.SystemPool),
        UserPools = [.. aks.UserPools.Select(AzureInputs.Pool)],
        Maintenance = new(aks.Maintenance.Day, aks.Maintenance.StartHour, aks.Maintenance.Hours),
        AddOns = AzureInputs.AddOns(aks),
        ArgoCd = argoCd,
        Login = aks.Login,
    }, _zone.Options);
}

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
    private readonly DeleteLocks _locks = new();

    /// <summary>Defines what the clusters share.</summary>
    public AzurePlatform(PlatformSettings settings)
    {
        (_settings, _zone) = (settings, new(settings));
        if (settings.Environments.Count > 0)
            _backups = AzureSharedServices.Backups(settings, _zone);
    }

    /// <inheritdoc/>
    public IReadOnlyCollection<Resource> Made => _zone.Made;

    /// <inheritdoc/>
    public ManagementCluster Management(TreEnvironment environment)
    {
        var (name, aks) = (ManagementSettings.ClusterNameIn(_settings), _settings.Management.Azure!);
        // A group of its own, which stays with the vault in it: a vault that is deleted keeps its name for 90 days.
        var vault = Vault(name, _zone.ScopeOf($"rg-{name}-data", outlivesStack: true));
        var cluster = Cluster(name, environment, aks, vault, shares: null, argoCd: null);
        _locks.Add(name, new Dictionary<string, Output<string>?> { ["vault"] = vault.Id }, cluster, vault);
        _users.Add(cluster);
        var argoCd = new ArgoCdPrincipal($"{name}-argocd-identity", _zone.ScopeOfCluster(name), cluster.Issuer, _zone.Options);
        return new(cluster, new Dictionary<string, object?> { ["resourceGroup"] = $"rg-{name}", ["operatorsSubnet"] = _zone.OwnHub?.OperatorsSubnet })
        {
            Identity = argoCd.Identity,
            OnNetwork = onNetwork =>
            [
                new KubeProxyRemoval($"{name}-kube-proxy", onNetwork),
                .. _settings.Environments.Count == 0 ? [] : new Resource[]
                {
                    new ArgoCdPolicies($"{name}-argocd-network-policy", [.. _settings.Environments.Select(environment => AddressPlan.ApiServer(_zone.Addresses.Spoke(environment.Environment)))], onNetwork),
                },
            ],
        };
    }

    /// <inheritdoc/>
    public VendorCluster Environment(EnvironmentSettings environment, ArgoCdIdentity? argoCd)
    {
        var (aks, name) = (environment.Azure!, environment.ClusterNameIn(_settings));
        var (scope, group, dataGroup) = (_zone.ScopeOfCluster(name), $"rg-{name}", $"rg-{name}-data");
        // A group of its own: whoever deletes a group deletes all that is in it, and this is to stay.
        var kept = _zone.ScopeOf(dataGroup, outlivesStack: true);
        var vault = Vault(name, kept);
        var account = _zone.UniqueName("st", name);
        var isZoneRedundant = AksProfile.For(environment.Environment).IsZoneRedundant && aks.Zones.Count > 0;
        var shares = new FileShareAccount($"{name}-shares", new()
        {
            Scope = kept,
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
            ? new KeyVaultStore($"{name}-secret-store", new() { Scope = scope, Vault = vault, Issuer = cluster.Issuer }, _zone.Options)
            : null;
        _users.Add(cluster);
        // Not the account of shares: with a lock on it the file driver could delete none. https://github.com/MicrosoftDocs/azure-docs/issues/77366
        _locks.Add(name, new Dictionary<string, Output<string>?> { ["vault"] = vault.Id, ["data"] = data?.Id }, cluster, vault, data, store?.Identity);

        return new(cluster, new Dictionary<string, object?>
        {
            ["resourceGroup"] = group,
            ["dataResourceGroup"] = dataGroup,
            ["operatorsSubnet"] = _zone.OwnHub?.OperatorsSubnet,
            ["nameServers"] = workloads.NameServers,
            ["dataAccount"] = data?.AccountName,
        })
        {
            Replacements = AzureReplacements.For(_settings, environment, group, dataGroup, account, workloads.ExternalDns, workloads.CertManager),
            Provider = _zone.Provider,
            SecretStore = store ?? (ISecretStore)new KubernetesSecretStore(),
            OnNetwork = onNetwork =>
            {
                var policies = new BackupPolicies($"{name}-backup-network-policy", onNetwork);
                var backup = Backup(cluster, scope, kept, isZoneRedundant, policies);
                _users.Add(backup);
                _locks.Add($"{name}-backup", new Dictionary<string, Output<string>?> { ["objects"] = backup.AccountId }, backup);
                return [new KubeProxyRemoval($"{name}-kube-proxy", onNetwork), new WorkloadPolicies($"{name}-workloads", onNetwork), policies, backup];
            },
        };
    }

    /// <inheritdoc/>
    public IReadOnlyDictionary<string, object?> Complete()
    {
        var outputs = AzureSharedServices.Define(_settings, _zone, _backups, _locks, _users);
        if (_settings.Azure!.Locks)
            _locks.Apply(_zone);
        return outputs;
    }

    private ClusterVault Vault(string cluster, AzureScope scope) => new($"{cluster}-vault", new()
    {
        Scope = scope,
        VaultName = _zone.UniqueName("kv", cluster),
        Subnet = _zone.Network(cluster).EndpointsSubnet,
        Zone = _zone.VaultZone,
        Logs = _zone.Logs,
    }, _zone.Options);

    private BlobAccount Data(string cluster, AksSettings aks, AzureScope kept, bool isZoneRedundant) => new($"{cluster}-data", new()
    {
        Scope = kept,
        AccountName = _zone.UniqueName("sd", cluster),
        IsZoneRedundant = isZoneRedundant,
        Subnet = _zone.Network(cluster).EndpointsSubnet,
        Zone = _zone.BlobZone,
        Logs = _zone.Logs,
        ImmutableDays = aks.DataImmutableDays,
    }, _zone.Options);

    private ClusterBackup Backup(AksCluster cluster, AzureScope scope, AzureScope kept, bool isZoneRedundant, BackupPolicies policies) => new($"{cluster.ClusterName}-backup", new()
    {
        Scope = kept,
        Snapshots = _zone.ScopeOf($"rg-{cluster.ClusterName}-snapshots", outlivesStack: true),
        Vault = _backups!,
        Cluster = cluster.Id,
        ClusterName = policies.AreApplied.Apply(_ => cluster.ClusterName),
        HasAllPools = cluster.HasAllPools,
        ClusterGroup = scope.ResourceGroup,
        ClusterPrincipal = cluster.ControlPrincipal,
        AccountName = _zone.UniqueName("bk", cluster.ClusterName),
        IsZoneRedundant = isZoneRedundant,
        Subnet = _zone.Network(cluster.ClusterName).EndpointsSubnet,
        Zone = _zone.BlobZone,
        Logs = _zone.Logs,
    }, _zone.Options);

    private AksCluster Cluster(string name, TreEnvironment environment, AksSettings aks, ClusterVault vault, FileShareAccount? shares, ArgoCdIdentity.Entra? argoCd) => new(name, new()
    {
        ClusterName = name,
        Environment = environment,
        Scope = _zone.ScopeOfCluster(name),
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
        SystemPool = AzureMapping.Pool(aks.SystemPool),
        UserPools = [.. aks.UserPools.Select(AzureMapping.Pool)],
        Maintenance = new(aks.Maintenance.Day, aks.Maintenance.StartHour, aks.Maintenance.Hours),
        AddOns = AzureMapping.AddOns(aks),
        ArgoCd = argoCd,
        Login = aks.Login,
    }, _zone.Options);
}

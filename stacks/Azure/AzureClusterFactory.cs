using K8tre.Components.Azure.Backup;
using K8tre.Components.Azure.Cluster;
using K8tre.Components.Azure.Dns;
using K8tre.Components.Azure.Identity;
using K8tre.Components.Azure.Network;
using K8tre.Components.Azure.Scope;
using K8tre.Components.Azure.Storage;
using K8tre.Components.Azure.Vaults;
using K8tre.Components.Azure.Workloads;
using K8tre.Components.Clusters;
using K8tre.Components.GitOps.Sources;
using K8tre.Stacks.Settings;

namespace K8tre.Stacks.Azure;

/// <summary>Order of work of a cluster on Azure: resource groups, spoke, key vault, storage, AKS cluster, DNS and identities.</summary>
/// <param name="settings">The platform's settings.</param>
/// <param name="zone">Landing zone of the platform.</param>
internal sealed class AzureClusterFactory(StackSettings settings, AzureLandingZone zone)
{
    /// <summary>Creates a cluster for Argo CD.</summary>
    /// <param name="spec">The cluster.</param>
    /// <param name="options">Options of the resources: their parent is the cluster's room.</param>
    public AzureCluster CreateManagementCluster(ClusterSpec spec, ComponentResourceOptions options)
    {
        var (name, map) = (spec.Name, new AzureClusterMapping(settings, zone, spec));
        var group = CreateGroup($"rg-{name}", options);
        // Data are kept in another resource group. A deleted key vault reserves its name for 90 days.
        var kept = CreateGroup($"rg-{name}-data", options, isRetained: true);
        var spoke = new SpokeNetwork($"{name}-spoke", map.Spoke(group.Scope), options);
        var links = CreateLinks(spec, spoke, options);
        var vault = new ClusterVault($"{name}-vault", map.Vault(kept.Scope, spoke), options);
        var aks = new AksCluster($"{name}-aks", map.Cluster(group.Scope, spoke, links, vault), options);
        var argoCd = new ArgoCdPrincipal($"{name}-argocd-identity", new() { Scope = group.Scope, Issuer = aks.Issuer }, options);

        return new(spec, aks)
        {
            ApiServer = map.ApiServer,
            HostsApiServer = false,
            Groups = [group, kept],
            Network = spoke,
            Vault = vault,
            AddOns = [new KubeProxyRemovalAddOn(), new AgentPoliciesAddOn()],
            ArgoCdIdentity = argoCd.Identity,
            ArgoCdSignInHost = AzureMapping.SignInHost,
            ArgoCdDependsOn = [argoCd],
            Mirrors = AzureMapping.Mirrors(settings),
            Outputs = new Dictionary<string, object?>
            {
                ["resourceGroup"] = group.GroupName,
                ["operatorsSubnet"] = zone.OwnHub?.OperatorsSubnet,
            },
        };
    }

    /// <summary>Creates the cluster of an environment.</summary>
    /// <param name="spec">The cluster.</param>
    /// <param name="argoCd">Identity of an Argo CD elsewhere that manages the cluster. Null: Argo CD has none on Azure.</param>
    /// <param name="options">Options of the resources: their parent is the cluster's room.</param>
    public AzureCluster CreateTargetCluster(ClusterSpec spec, ArgoCdIdentity.Entra? argoCd, ComponentResourceOptions options)
    {
        var (name, map) = (spec.Name, new AzureClusterMapping(settings, zone, spec));
        var group = CreateGroup($"rg-{name}", options);
        // The deletion of a resource group deletes everything in it. Data are kept in other resource groups.
        var kept = CreateGroup($"rg-{name}-data", options, isRetained: true);
        var snapshots = CreateGroup($"rg-{name}-snapshots", options, isRetained: true);
        var spoke = new SpokeNetwork($"{name}-spoke", map.Spoke(group.Scope), options);
        var links = CreateLinks(spec, spoke, options);

        var vault = new ClusterVault($"{name}-vault", map.Vault(kept.Scope, spoke) with { HoldsStorage = true }, options);
        var shares = new FileShareAccount($"{name}-shares", map.Shares(kept.Scope, spoke) with { Key = vault.StorageKey }, options);
        var data = spec.Target!.Aks!.DataAccount
            ? new BlobAccount($"{name}-data", map.Data(kept.Scope, spoke) with { Key = vault.StorageKey }, options)
            : null;
        var aks = new AksCluster(
            $"{name}-aks", map.Cluster(group.Scope, spoke, links, vault) with { Shares = shares, ArgoCd = argoCd }, options);

        var dns = new EnvironmentDns($"{name}-dns", map.Dns(group.Scope, spoke, aks), options);
        var store = spec.SecretStore == SecretStoreKind.KeyVault
            ? new KeyVaultStore($"{name}-secret-store", new() { Scope = group.Scope, Vault = vault, Issuer = aks.Issuer }, options)
            : null;
        return new(spec, aks)
        {
            ApiServer = map.ApiServer,
            HostsApiServer = false,
            Groups = [group, kept, snapshots],
            Network = spoke,
            Vault = vault,
            Data = data,
            OtherClusters = map.OtherRanges,
            AddOns =
            [
                new KubeProxyRemovalAddOn(),
                new AgentPoliciesAddOn(),
                new WorkloadPoliciesAddOn(new() { OrdersCertificates = spec.Target!.Aks.Acme is not null }),
                new DirectoryNameAddOn(spec.Target.ExternalDomain),
                new ClusterBackupAddOn(map.Backup(aks, kept.Scope, snapshots.Scope, spoke) with { Key = vault.StorageKey }),
            ],
            SecretStore = store ?? (ISecretStore)new KubernetesSecretStore(),
            Replacements = AzureReplacements.For(settings, spec, group.GroupName, kept.GroupName, map.SharesAccount, dns),
            Mirrors = AzureMapping.Mirrors(settings),
            RegistrationDependsOn = [dns],
            Outputs = new Dictionary<string, object?>
            {
                ["resourceGroup"] = group.GroupName,
                ["dataResourceGroup"] = kept.GroupName,
                ["operatorsSubnet"] = zone.OwnHub?.OperatorsSubnet,
                ["nameServers"] = dns.NameServers,
                ["dsRecords"] = dns.DsRecords,
                ["dataAccount"] = data?.AccountName,
            },
        };
    }

    private ResourceGroupScope CreateGroup(string group, ComponentResourceOptions options, bool isRetained = false) =>
        new(group, AzureMapping.Group(settings, group, isRetained), options);

    private PrivateDnsZoneLinks CreateLinks(ClusterSpec spec, SpokeNetwork spoke, ComponentResourceOptions options) =>
        new($"{spec.Name}-zones", new() { Network = spoke.Id, LinkName = spec.Name, Zones = zone.Zones }, options);
}

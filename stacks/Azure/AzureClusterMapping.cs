using System.Net;
using K8tre.Components;
using K8tre.Components.Azure.Backup;
using K8tre.Components.Azure.Cluster;
using K8tre.Components.Azure.Dns;
using K8tre.Components.Azure.Network;
using K8tre.Components.Azure.Scope;
using K8tre.Components.Azure.Storage;
using K8tre.Components.Azure.Vaults;
using K8tre.Components.Azure.Workloads;
using K8tre.Components.Clusters;

namespace K8tre.Stacks.Azure;

/// <summary>Mapping of the settings to the inputs of a cluster's components on Azure.</summary>
/// <param name="settings">The platform's settings.</param>
/// <param name="zone">Landing zone of the platform.</param>
/// <param name="spec">The cluster.</param>
internal sealed class AzureClusterMapping(StackSettings settings, AzureLandingZone zone, ClusterSpec spec)
{
    /// <summary>Name of the storage account of file shares.</summary>
    public string SharesAccount { get; } = AzureMapping.UniqueName(settings, "st", spec.Name);

    /// <summary>Addresses of the API server. A public one also has a name in the region's domain.</summary>
    public ApiServerAddresses ApiServer => new([AddressPlan.ApiServer(Range)], AksCluster.ApiPort)
    {
        Names = spec.Aks!.PublicRanges.Count > 0 ? [$"*.hcp.{AzureMapping.Region(settings)}.azmk8s.io"] : [],
    };

    /// <summary>Address ranges of the networks that other clusters of the platform have or may get.</summary>
    public IReadOnlyList<IPNetwork> OtherRanges =>
        [.. Enum.GetValues<TreEnvironment>().Select(zone.Addresses.Spoke).Append(zone.Addresses.Management).Except([Range])];

    private IPNetwork Range =>
        spec.Role == ClusterRole.Management ? zone.Addresses.Management : zone.Addresses.Spoke(spec.Environment);

    /// <summary>Returns the inputs of a cluster's network.</summary>
    public SpokeNetworkArgs Spoke(AzureScope scope) => new()
    {
        Scope = scope,
        Hub = zone.Hub,
        Range = Range,
        PodCidr = spec.Aks!.PodCidr,
        LogWorkspace = zone.Logs.Id,
        SpokeToSpokeRules = AzureMapping.SpokeToSpokeRules(settings, zone.Addresses),
        Gateway = spec.Target?.Aks is { PublicGateway: true } ? zone.Addresses.Gateway : null,
        Users = settings.Platform.Azure!.Hub.DnsClients,
    };

    /// <summary>Returns the inputs of a cluster's key vault.</summary>
    public ClusterVaultArgs Vault(AzureScope scope, SpokeNetwork network) => new()
    {
        Scope = scope,
        VaultName = AzureMapping.UniqueName(settings, "kv", spec.Name),
        Subnet = network.EndpointsSubnet,
        Zone = zone.VaultZone,
        LogWorkspace = zone.Logs.Id,
    };

    /// <summary>Returns the inputs of the storage account of a cluster's file shares.</summary>
    public FileShareAccountArgs Shares(AzureScope scope, SpokeNetwork network) => new()
    {
        Scope = scope,
        AccountName = SharesAccount,
        IsZoneRedundant = IsZoneRedundant,
        Subnet = network.EndpointsSubnet,
        Zone = zone.FileZone,
        LogWorkspace = zone.Logs.Id,
    };

    /// <summary>Returns the inputs of the storage account for data of workspaces.</summary>
    public BlobAccountArgs Data(AzureScope scope, SpokeNetwork network) => new()
    {
        Scope = scope,
        AccountName = AzureMapping.UniqueName(settings, "sd", spec.Name),
        IsZoneRedundant = IsZoneRedundant,
        Subnet = network.EndpointsSubnet,
        Zone = zone.BlobZone,
        LogWorkspace = zone.Logs.Id,
        ImmutableDays = spec.Target!.Aks!.DataImmutableDays,
    };

    /// <summary>Returns the inputs of a cluster.</summary>
    public AksClusterArgs Cluster(AzureScope scope, SpokeNetwork network, PrivateDnsZoneLinks links, ClusterVault vault)
    {
        var aks = spec.Aks!;
        return new()
        {
            ClusterName = spec.Name,
            Environment = spec.Environment,
            IsProtected = spec.IsProtected,
            Scope = scope,
            Network = network,
            RouteTable = network.RouteTable,
            ApiZone = zone.ApiZone,
            PublicRanges = aks.PublicRanges,
            EgressAddresses = aks.PublicRanges.Count == 0 ? null : zone.OwnHub!.PublicAddresses,
            Vault = vault,
            Registry = zone.Registry is { } registry ? (Input<string>)registry.Id : null,
            LogWorkspace = zone.Logs.Id,
            KubernetesVersion = aks.KubernetesVersion ?? Versions.AksKubernetes,
            PodCidr = aks.PodCidr,
            ServiceCidr = aks.ServiceCidr,
            AdminGroups = aks.AdminGroups,
            Zones = aks.Zones,
            SystemPool = AzureMapping.Pool(aks.SystemPool),
            UserPools = [.. aks.UserPools.Select(AzureMapping.Pool)],
            Maintenance = new(aks.Maintenance.Day, aks.Maintenance.StartHour, aks.Maintenance.Hours),
            AddOns = AzureMapping.AddOns(aks),
            Login = aks.Login,
            // Operators and the nodes resolve the API server's name, and the nodes pull images.
            DependsOn = [links, .. zone.Zones.Values.SelectMany(dns => dns.Resources), .. new[] { zone.Registry }.OfType<Resource>()],
        };
    }

    /// <summary>Returns the inputs of an environment's DNS zones and of the identities that write to them.</summary>
    public EnvironmentDnsArgs Dns(AzureScope scope, SpokeNetwork network, AksCluster cluster) => new()
    {
        Scope = scope,
        Domain = spec.Target!.ExternalDomain,
        Hub = zone.Hub,
        Network = network.Id,
        LinkName = spec.Name,
        Issuer = cluster.Issuer,
        PublicZone = spec.Target!.Aks!.Acme?.Zone,
    };

    /// <summary>Returns the inputs of a cluster's backup.</summary>
    public ClusterBackupArgs Backup(AksCluster cluster, AzureScope objects, AzureScope snapshots, SpokeNetwork network) => new()
    {
        Scope = objects,
        Snapshots = snapshots,
        Vault = zone.Backups!,
        Cluster = cluster,
        AccountName = AzureMapping.UniqueName(settings, "bk", spec.Name),
        IsZoneRedundant = IsZoneRedundant,
        Subnet = network.EndpointsSubnet,
        Zone = zone.BlobZone,
        LogWorkspace = zone.Logs.Id,
    };

    private bool IsZoneRedundant => AksProfile.For(spec.Environment).IsZoneRedundant && spec.Aks!.Zones.Count > 0;
}

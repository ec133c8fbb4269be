using System.Net;
using K8tre.Components;
using K8tre.Components.Azure;
using K8tre.Components.Clusters;

namespace K8tre.Tests.Azure;

/// <summary>Inputs that the tests of Azure's components share.</summary>
internal static class AzureComponents
{
    public static AzureSite Site { get; } = new()
    {
        Region = "uksouth",
        SubscriptionId = "aaaa0a0a-bb1b-cc2c-dd3d-eeeeee4e4e4e",
        TenantId = "aaaabbbb-0000-cccc-1111-dddd2222eeee",
        ResourceGroup = "rg",
    };

    public static AksNodePool Pool { get; } = new() { Name = "system", VmSize = "Standard_D4ds_v5", MinNodes = 2, MaxNodes = 4 };

    /// <summary>A vault of a cluster.</summary>
    public static ClusterVault Vault(ComponentResourceOptions options) => new("vault", new()
    {
        Site = Site,
        VaultName = "kvtre",
        Subnet = "/endpoints",
        Zone = new("zone-vault", Site, "privatelink.vaultcore.azure.net", new Dictionary<string, Output<string>>(), options),
        Logs = new("log-vault", Site, 90, options),
    }, options);

    /// <summary>A cluster of production with one pool of workloads, and all that it stands on.</summary>
    public static AksClusterArgs Cluster(ComponentResourceOptions options)
    {
        var addresses = new AddressPlan(IPNetwork.Parse("10.64.0.0/16"));
        var logs = new LogWorkspace("log", Site, 90, options);
        var hub = new HubNetwork("hub", new() { Site = Site, Addresses = addresses, Zones = [], Egress = [], Logs = logs }, options);
        return new()
        {
            ClusterName = "tre-prd",
            Environment = TreEnvironment.Prd,
            Site = Site,
            Network = new("spoke", new()
            {
                Site = Site,
                Hub = hub,
                Addresses = addresses,
                Range = addresses.Spoke(TreEnvironment.Prd),
                PodCidr = IPNetwork.Parse("10.244.0.0/16"),
                Logs = logs,
            }, options),
            RouteTable = hub.RouteTable,
            ApiZone = new("zone-api", Site, "privatelink.uksouth.azmk8s.io", new Dictionary<string, Output<string>>(), options),
            Vault = Vault(options),
            Logs = logs,
            KubernetesVersion = Versions.AksKubernetes,
            PodCidr = IPNetwork.Parse("10.244.0.0/16"),
            ServiceCidr = IPNetwork.Parse("10.245.0.0/20"),
            AdminGroups = ["aaaaaaaa-0000-1111-2222-bbbbbbbbbbbb"],
            Zones = ["1", "2", "3"],
            SystemPool = Pool,
            UserPools = [Pool with { Name = "work" }],
            Maintenance = new(DayOfWeek.Sunday, 2, 4),
        };
    }
}

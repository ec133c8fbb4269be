using K8tre.Components;
using K8tre.Components.Azure;
using K8tre.Components.Clusters;
using K8tre.Stacks.Settings;
using Pulumi.AzureNative.Dns;
using Pulumi.AzureNative.Resources;
using AzureProvider = Pulumi.AzureNative.Provider;

namespace K8tre.Stacks;

/// <summary>What the settings of an environment on Azure mean: a hub, a spoke, a cluster in it, and identities for what runs there.</summary>
internal static class AzurePlatform
{
    /// <summary>The cluster of an environment, with all that it needs.</summary>
    public static EnvironmentCluster Environment(PlatformSettings settings, EnvironmentSettings environment)
    {
        var (azure, aks, name) = (settings.Azure!, environment.Azure!, environment.ClusterNameIn(settings));
        // Of this subscription and no other, whoever runs it: a stack must not land where somebody happens to be signed in.
        var onAzure = new ComponentResourceOptions { Providers = { new AzureProvider($"{settings.Name}-azure", new() { SubscriptionId = azure.SubscriptionId, TenantId = azure.TenantId }) } };

        var addresses = new AddressPlan(azure.AddressSpace);
        var hubSite = Site(settings, environment.Region, $"rg-{settings.Name}-hub", onAzure);
        var logs = new LogWorkspace($"log-{settings.Name}", hubSite, azure.LogRetentionDays, onAzure);
        var hub = new HubNetwork($"{settings.Name}-hub", new() { Site = hubSite, Addresses = addresses, Zones = aks.Zones, Egress = Leaving(settings), Logs = logs }, onAzure);

        var group = $"rg-{name}";
        var site = Site(settings, environment.Region, group, onAzure);
        var spoke = new SpokeNetwork($"{name}-spoke", new()
        {
            Site = site,
            Hub = hub,
            Addresses = addresses,
            Range = addresses.Spoke(environment.Environment),
            PodCidr = aks.PodCidr,
            Logs = logs,
        }, onAzure);
        var readers = new Dictionary<string, Output<string>> { ["hub"] = hub.Id, ["spoke"] = spoke.Id };
        var vault = new ClusterVault($"{name}-vault", new()
        {
            Site = site,
            VaultName = AzureSite.UniqueName("kv", azure.SubscriptionId, name),
            Subnet = spoke.EndpointsSubnet,
            Zone = new PrivateZone($"{settings.Name}-zone-vault", hubSite, "privatelink.vaultcore.azure.net", readers, onAzure),
            Logs = logs,
        }, onAzure);
        var account = AzureSite.UniqueName("st", azure.SubscriptionId, name);
        // A group of its own: whoever deletes a group deletes all that is in it, and this is to stay.
        var dataGroup = $"rg-{name}-data";
        var shares = new FileStorage($"{name}-shares", new()
        {
            Site = Site(settings, environment.Region, dataGroup, onAzure, outlivesStack: true),
            AccountName = account,
            IsZoneRedundant = AksProfile.Of(environment.Environment).IsZoneRedundant && aks.Zones.Count > 0,
            Subnet = spoke.EndpointsSubnet,
            Zone = new PrivateZone($"{settings.Name}-zone-file", hubSite, "privatelink.file.core.windows.net", readers, onAzure),
        }, onAzure);
        var apiZone = new PrivateZone($"{settings.Name}-zone-api", hubSite, $"privatelink.{environment.Region}.azmk8s.io", readers, onAzure);
        var cluster = new AksCluster(name, Cluster(name, environment, site, hub, spoke, apiZone, vault, shares, logs), onAzure);

        var domain = new PrivateZone($"{name}-zone-domain", site, environment.ExternalDomain, readers, onAzure);
        var externalDns = Identity("external-dns", "externaldns", "externaldns", new()
        {
            ["zone"] = (AzureRole.PrivateDnsZoneContributor, domain.Id),
            ["group"] = (AzureRole.Reader, GroupId(azure, site)),
        });
        var externalSecrets = Identity("external-secrets", "external-secrets", "external-secrets", new() { ["vault"] = (AzureRole.KeyVaultSecretsUser, vault.Id) });
        var publicZone = aks.Acme is { } acme
            ? new Zone($"{name}-zone-public", new() { ZoneName = acme.Zone, ResourceGroupName = site.ResourceGroup, Location = "global" }, new() { Provider = onAzure.Providers[0] })
            : null;
        var certManager = publicZone is null
            ? null
            : Identity("cert-manager", "cert-manager", "cert-manager", new() { ["zone"] = (AzureRole.DnsZoneContributor, publicZone.Id) });

        return new(cluster, new Dictionary<string, object?>
        {
            ["resourceGroup"] = group,
            ["dataResourceGroup"] = dataGroup,
            ["operatorsSubnet"] = hub.OperatorsSubnet,
            ["externalSecretsClientId"] = externalSecrets.ClientId,
            ["nameServers"] = publicZone?.NameServers,
        })
        {
            Replacements = AzureReplacements.Of(settings, environment, group, dataGroup, account, externalDns.ClientId, certManager?.ClientId),
            OnNetwork = onNetwork => [new WorkloadPolicies($"{name}-workloads", onNetwork)],
        };

        WorkloadIdentity Identity(string role, string @namespace, string serviceAccount, Dictionary<string, (AzureRole, Input<string>)> roles) => new($"{name}-{role}", new()
        {
            Site = site,
            Issuer = cluster.Issuer,
            Namespace = @namespace,
            ServiceAccount = serviceAccount,
            Roles = roles,
        }, onAzure);
    }

    private static AksClusterArgs Cluster(
        string name, EnvironmentSettings environment, AzureSite site, HubNetwork hub, SpokeNetwork spoke, PrivateZone apiZone, ClusterVault vault, FileStorage shares, LogWorkspace logs)
    {
        var aks = environment.Azure!;
        return new()
        {
            ClusterName = name,
            Environment = environment.Environment,
            Site = site,
            Network = spoke,
            RouteTable = hub.RouteTable,
            ApiZone = apiZone,
            Vault = vault,
            Shares = shares,
            Logs = logs,
            KubernetesVersion = aks.KubernetesVersion ?? Versions.AksKubernetes,
            PodCidr = aks.PodCidr,
            ServiceCidr = aks.ServiceCidr,
            AdminGroups = aks.AdminGroups,
            Zones = aks.Zones,
            SystemPool = Pool(aks.SystemPool),
            UserPools = [.. aks.UserPools.Select(Pool)],
            Maintenance = new(aks.Maintenance.Day, aks.Maintenance.StartHour, aks.Maintenance.Hours),
            Login = aks.Login,
        };
    }

    private static AksNodePool Pool(NodePoolSettings pool) => new()
    {
        Name = pool.Name,
        VmSize = pool.VmSize,
        MinNodes = pool.MinNodes,
        MaxNodes = pool.MaxNodes,
        Labels = pool.Labels.Select(label => label.Split('=', 2)).ToDictionary(label => label[0], label => label[1]),
        Taints = pool.Taints,
        IsSpot = pool.Spot,
    };

    private static AzureSite Site(PlatformSettings settings, string region, string group, ComponentResourceOptions onAzure, bool outlivesStack = false) => new()
    {
        Region = region,
        SubscriptionId = settings.Azure!.SubscriptionId,
        TenantId = settings.Azure.TenantId,
        ResourceGroup = new ResourceGroup(group, new() { ResourceGroupName = group, Location = region }, new()
        {
            Provider = onAzure.Providers[0],
            Protect = outlivesStack,
            RetainOnDelete = outlivesStack,
        }).Name,
    };

    private static Output<string> GroupId(AzureSettings azure, AzureSite site) =>
        Output.Format($"/subscriptions/{azure.SubscriptionId}/resourceGroups/{site.ResourceGroup}");

    // The repository and the identity provider are the settings' own; GitHub is K8TRE's.
    private static IReadOnlyList<EgressRule> Leaving(PlatformSettings settings)
    {
        var hosts = new (string Rule, string Reason, string? Url)[]
        {
            ("git", "Argo CD reads the platform's repository", settings.GitOps!.RepoUrl),
            ("sign-in", "Argo CD asks who signs in", settings.ArgoCd?.Sso?.Issuer),
        };
        return
        [
            .. AzureEgress.Cluster,
            .. hosts.Where(host => host.Url is not null).Select(host => (host.Rule, host.Reason, Url: new Uri(host.Url!)))
                .Select(host => new EgressRule(host.Rule, host.Reason, new Uri(host.Url.GetLeftPart(UriPartial.Authority)), host.Url.Host)),
            .. settings.Azure!.Egress.Select(rule => new EgressRule(rule.Name, rule.Reason, new Uri(rule.Source), [.. rule.Fqdns])),
        ];
    }
}

using System.Text.Json;
using K8tre.Components.Azure.Backup;
using K8tre.Components.Azure.Ingress;
using K8tre.Components.Azure.Monitoring;
using K8tre.Components.Azure.Pipelines;
using K8tre.Components.Azure.Storage;
using K8tre.Components.Azure.Vaults;
using K8tre.Components.Clusters;
using K8tre.Stacks.Settings;
using StorageSettingTypes = Pulumi.AzureNative.DataProtection.StorageSettingTypes;

namespace K8tre.Stacks.Azure;

/// <summary>What belongs to a platform on Azure as a whole, and to no cluster: the way in from outside, backups, pipelines, what it costs.</summary>
internal static class AzureSharedServices
{
    /// <summary>Defines it, but for the backups, when all else is defined.</summary>
    /// <returns>What the next operator types.</returns>
    /// <param name="settings">What the operator wrote.</param>
    /// <param name="zone">What the clusters share.</param>
    /// <param name="backups">Where backups go. Null: there are none.</param>
    /// <param name="locks">Told what of it to lock.</param>
    /// <param name="users">What puts grants on the registry or on the backups' vault.</param>
    public static IReadOnlyDictionary<string, object?> Define(PlatformSettings settings, AzureLandingZone zone, BackupVault? backups, DeleteLocks locks, IEnumerable<Resource> users)
    {
        var azure = settings.Azure!;
        if (azure.ThreatDetection)
            _ = new DefenderPlans($"{settings.Name}-defender", zone.Scope, zone.Options);
        var flows = LogFlows(settings, zone);
        if (azure.Budget is { } budget)
        {
            _ = new CostBudget($"{settings.Name}-budget", new()
            {
                SubscriptionId = azure.SubscriptionId,
                ResourceGroups = [.. zone.Groups.Keys.Concat(AzureMapping.Clusters(settings).Select(cluster => $"rg-{cluster.Name}-nodes")).Select(group => (Input<string>)group)],
                MonthlyAmount = budget.MonthlyAmount,
                From = budget.From!.Value,
                Mails = budget.Mails,
            }, zone.Options);
        }

        var pipelines = Pipelines(settings, zone);
        var way = PublicWay(settings, zone);
        locks.Add(
            settings.Name,
            new Dictionary<string, Output<string>?>
            {
                ["registry"] = zone.Registry?.Id,
                ["backups"] = backups?.Id,
                ["logs"] = zone.Logs.Id,
                ["flows"] = flows.Store.Id,
                ["certificates"] = way?.Vault.Id,
            },
            [.. users, zone.Registry, backups, flows.Store, flows.Logs, way?.Vault, way?.Gateway, pipelines?.User]);

        return new Dictionary<string, object?>
        {
            [AzureMapping.HubOutput] = zone.Description,
            ["registry"] = zone.Registry?.LoginServer,
            ["publicAddress"] = way?.Gateway.Address,
            ["pipelineClientId"] = pipelines?.ClientId,
            ["pipelinePrincipalId"] = pipelines?.PrincipalId,
        }.Where(output => output.Value is not null).ToDictionary();
    }

    // Who spoke to whom: of every network, as long as all else is logged, and 90 days at least, which is the shortest that Azure sums up.
    private static (BlobAccount Store, FlowLogs Logs) LogFlows(PlatformSettings settings, AzureLandingZone zone)
    {
        var networks = AzureMapping.Clusters(settings).Select(cluster => KeyValuePair.Create(cluster.Name, zone.Network(cluster.Name).Id)).ToList();
        // That of another's hub is its owner's to log.
        if (zone.OwnHub is { } hub)
            networks.Insert(0, new("hub", hub.Id));
        var days = Math.Clamp(settings.Azure!.LogRetentionDays, 90, 365);
        var store = new BlobAccount($"{settings.Name}-flows", new()
        {
            Scope = zone.ScopeOf($"rg-{settings.Name}-flows", outlivesStack: true),
            AccountName = zone.UniqueName("fl", settings.Name),
            IsZoneRedundant = false,
            Subnet = zone.EndpointsSubnet,
            Zone = zone.BlobZone,
            Logs = zone.Logs,
            TakesLogs = true,
        }, zone.Options);
        return (store, new($"{settings.Name}-flow-logs", new()
        {
            Scope = zone.Scope,
            Networks = networks.ToDictionary(),
            Storage = store.Id,
            Logs = zone.Logs,
            RetentionDays = days,
        }, zone.Options));
    }

    /// <summary>Where the clusters' backups go.</summary>
    public static BackupVault Backups(PlatformSettings settings, AzureLandingZone zone) => new($"{settings.Name}-backups", new()
    {
        Scope = zone.ScopeOf($"rg-{settings.Name}-backups", outlivesStack: true),
        VaultName = $"bv-{settings.Name}",
        Logs = zone.Logs,
        Redundancy = AzureMapping.Zones(settings).Count > 0 ? StorageSettingTypes.ZoneRedundant : StorageSettingTypes.LocallyRedundant,
        RetentionDays = settings.Environments.Max(environment => environment.Azure!.BackupRetentionDays),
    }, zone.Options);

    private static (ApplicationGateway Gateway, CertificateVault Vault)? PublicWay(PlatformSettings settings, AzureLandingZone zone)
    {
        var open = settings.Environments.Where(environment => environment.Azure!.PublicGateway).ToArray();
        if (open.Length == 0 || zone.OwnHub is not { } hub)
            return null;
        var certificates = settings.Secrets.GatewayCertificates!;
        var vault = new CertificateVault($"{settings.Name}-certificates", new()
        {
            Scope = zone.Scope,
            VaultName = zone.UniqueName("kc", settings.Name),
            Subnet = hub.EndpointsSubnet,
            Zone = zone.VaultZone,
            Logs = zone.Logs,
            Certificates = open.ToDictionary(environment => environment.Environment.Label(), environment => (Input<string>)certificates.Apply(all => Certificate(all, environment.Environment.Label()))),
        }, zone.Options);
        return (new($"{settings.Name}-gateway", new()
        {
            Scope = zone.Scope,
            Hub = hub,
            Addresses = zone.Addresses,
            Zones = AzureMapping.Zones(settings),
            Vault = vault,
            Listeners =
            [
                .. open.Select(environment => (Label: environment.Environment.Label(), environment.ExternalDomain))
                    .Select(listener => new GatewayListener(listener.Label, listener.ExternalDomain, listener.Label)),
            ],
            Logs = zone.Logs,
            RedirectsHttp = true,
        }, zone.Options), vault);
    }

    private static (Resource User, Output<string>? ClientId, Output<string>? PrincipalId)? Pipelines(PlatformSettings settings, AzureLandingZone zone)
    {
        if (settings.Azure!.Pipelines is not { } pipelines)
            return null;
        var groups = zone.Groups.ToDictionary(group => group.Key, group => (Input<string>)group.Value);
        if (pipelines.PrincipalId is { } principal)
            return (new PipelineAccess($"{settings.Name}-pipelines", zone.Scope, principal, groups, zone.Options), null, null);

        var repository = GitHubRepository.Parse(pipelines.Repository!);
        if (pipelines.Runner is not { } runner)
        {
            var identity = new PipelineIdentity($"{settings.Name}-pipelines", new()
            {
                Scope = zone.Scope,
                Repository = repository,
                Environment = pipelines.Environment!,
                Groups = groups,
            }, zone.Options);
            return (identity, identity.ClientId, identity.PrincipalId);
        }

        var inside = new PipelineRunner($"{settings.Name}-runner", new()
        {
            Scope = zone.Scope,
            Subnet = zone.OwnHub!.PipelinesSubnet!,
            IsZoneRedundant = AzureMapping.Zones(settings).Count > 0,
            Registry = zone.Registry!,
            Image = runner.Image,
            Repository = repository,
            Labels = [settings.Name],
            App = new(runner.AppId, runner.InstallationId) { Vault = runner.KeyVault, KeySecret = runner.KeySecret },
            Groups = groups,
            Logs = zone.Logs,
        }, zone.Options);
        return (inside, inside.ClientId, inside.PrincipalId);
    }

    private static string Certificate(string certificates, string environment)
    {
        using var all = JsonDocument.Parse(certificates);
        return all.RootElement.GetProperty(environment).GetString()!;
    }
}

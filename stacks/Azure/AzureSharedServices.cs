using K8tre.Components.Azure.Monitoring;
using K8tre.Components.Azure.Scope;
using K8tre.Components.Azure.Storage;
using K8tre.Components.Azure.Vaults;
using K8tre.Components.Clusters;

namespace K8tre.Stacks.Azure;

/// <summary>Inputs of <see cref="AzureSharedServices"/>.</summary>
internal sealed record AzureSharedServicesArgs
{
    /// <summary>The platform's settings.</summary>
    public required StackSettings Settings { get; init; }

    /// <summary>Landing zone of the platform.</summary>
    public required AzureLandingZone LandingZone { get; init; }

    /// <summary>The clusters, in the order of the settings.</summary>
    public required IReadOnlyList<IClusterRoom> Rooms { get; init; }
}

/// <summary>
/// Resources of a platform on Azure that need all of its clusters: threat detection, flow logs, budget, access for pipelines, public
/// ingress and delete locks.
/// </summary>
internal sealed class AzureSharedServices : ComponentResource
{
    private readonly StackSettings _settings;
    private readonly string _platform;
    private readonly AzureLandingZone _zone;
    private readonly IReadOnlyList<AzureCluster> _clusters;

    /// <summary>Creates the services.</summary>
    public AzureSharedServices(string name, AzureSharedServicesArgs args, ComponentResourceOptions? options = null)
        : base("k8tre:stacks:AzureSharedServices", name, options)
    {
        (_settings, _zone, _platform) = (args.Settings, args.LandingZone, args.Settings.Platform.Name);
        _clusters = [.. args.Rooms.Select(room => (AzureCluster)room.Cluster)];

        CreateDefenderPlans();
        var flows = new ResourceGroupScope(
            $"rg-{_platform}-flows", AzureMapping.Group(_settings, $"rg-{_platform}-flows", isRetained: true), new() { Parent = this });
        var flowVault = CreateFlowVault(flows.Scope);
        var flowStore = CreateFlowStore(flows.Scope, flowVault.Key);
        var flowLogs = CreateFlowLogs(flowStore);
        ResourceGroupScope[] groups = [.. _zone.Groups, .. _clusters.SelectMany(cluster => cluster.Groups), flows];
        CreateBudget(groups);
        var pipelines = CreatePipelines(groups);
        var ingress = CreatePublicIngress();
        if (_settings.Platform.Azure!.Locks)
        {
            _ = new AzureDeleteLocks($"{_platform}-locks", new()
            {
                Platform = _platform,
                LandingZone = _zone,
                Rooms = args.Rooms,
                FlowStore = flowStore,
                FlowVault = flowVault,
                Certificates = ingress?.Certificates,
                DependsOn = [.. new Resource?[] { flowLogs, pipelines, ingress }.OfType<Resource>()],
            }, new() { Parent = this });
        }
        Outputs = new Dictionary<string, object?>
        {
            ["publicAddress"] = ingress?.Address,
            ["pipelineClientId"] = pipelines?.ClientId,
            ["pipelinePrincipalId"] = pipelines?.PrincipalId,
        };

        RegisterOutputs();
    }

    /// <summary>Outputs of the stack about the services. Null: there is no such service.</summary>
    public IReadOnlyDictionary<string, object?> Outputs { get; }

    private void CreateDefenderPlans()
    {
        if (_settings.Platform.Azure!.ThreatDetection)
            _ = new DefenderPlans($"{_platform}-defender", new() { Region = _zone.Scope.Region }, new() { Parent = this });
    }

    private StorageVault CreateFlowVault(AzureScope scope) => new($"{_platform}-flows-vault", new()
    {
        Scope = scope,
        VaultName = AzureMapping.UniqueName(_settings, "kv", $"{_platform}-flows"),
        LogWorkspace = _zone.Logs.Id,
    }, new() { Parent = this });

    private BlobAccount CreateFlowStore(AzureScope scope, CustomerManagedKey key) => new($"{_platform}-flows", new()
    {
        Scope = scope,
        AccountName = AzureMapping.UniqueName(_settings, "fl", _platform),
        IsZoneRedundant = AzureMapping.HighestEnvironment(_settings) != TreEnvironment.Dev && AzureMapping.Zones(_settings).Count > 0,
        Key = key,
        Subnet = _zone.OwnHub?.EndpointsSubnet ?? _clusters[0].Network.EndpointsSubnet,
        Zone = _zone.BlobZone,
        LogWorkspace = _zone.Logs.Id,
        TakesLogs = true,
    }, new() { Parent = this });

    // The owner of another hub keeps its flow logs.
    private FlowLogs CreateFlowLogs(BlobAccount store)
    {
        var networks = _clusters.ToDictionary(cluster => cluster.Spec.Name, cluster => (Input<string>)cluster.Network.Id);
        if (_zone.OwnHub is { } hub)
            networks.Add("hub", hub.Id);
        return new($"{_platform}-flow-logs", new()
        {
            Scope = _zone.Scope,
            Networks = networks,
            Storage = store.Id,
            LogWorkspace = _zone.Logs.Id,
            // Azure accepts 90 to 365 days.
            RetentionDays = Math.Clamp(_settings.Platform.Azure!.LogRetentionDays, 90, 365),
            DependsOn = [store, .. _zone.Hub.Subnets],
        }, new() { Parent = this });
    }

    private void CreateBudget(IReadOnlyList<ResourceGroupScope> groups)
    {
        if (_settings.Platform.Azure!.Budget is not { } budget)
            return;
        var names = groups.Select(group => group.GroupName).Concat(_clusters.Select(cluster => $"rg-{cluster.Spec.Name}-nodes"));
        _ = new CostBudget($"{_platform}-budget", new()
        {
            SubscriptionId = _zone.Scope.SubscriptionId,
            ResourceGroups = [.. names.Select(name => (Input<string>)name)],
            MonthlyAmount = budget.MonthlyAmount,
            From = budget.From,
            Mails = budget.Mails,
        }, new() { Parent = this });
    }

    private AzurePipelines? CreatePipelines(IReadOnlyList<ResourceGroupScope> groups) =>
        _settings.Platform.Azure!.Pipelines is not { } pipelines ? null : new($"{_platform}-deployment", new()
        {
            Platform = _platform,
            Pipelines = pipelines,
            LandingZone = _zone,
            Groups = groups.ToDictionary(group => group.GroupName, group => (Input<string>)group.Scope.GroupId),
            IsZoneRedundant = AzureMapping.Zones(_settings).Count > 0,
        }, new() { Parent = this });

    private AzurePublicIngress? CreatePublicIngress()
    {
        if (_zone.OwnHub is not { } hub || !_settings.Targets.Any(spec => spec.Target!.Aks!.PublicGateway))
            return null;
        return new($"{_platform}-ingress", new()
        {
            Settings = _settings,
            LandingZone = _zone,
            Hub = hub,
        }, new() { Parent = this });
    }
}

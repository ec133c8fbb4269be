using K8tre.Components.Azure.Identity;
using K8tre.Components.Azure.Scope;
using Pulumi.AzureNative.Network;
using Pulumi.AzureNative.Network.Inputs;

namespace K8tre.Components.Azure.Monitoring;

/// <summary>Inputs of <see cref="FlowLogs"/>.</summary>
public sealed record FlowLogsArgs
{
    /// <summary>Scope of the networks.</summary>
    public required AzureScope Scope { get; init; }

    /// <summary>Ids of the networks, each with a short name.</summary>
    public required IReadOnlyDictionary<string, Input<string>> Networks { get; init; }

    /// <summary>
    /// Id of the storage account that receives the logs: a standard account in the same region that allows access by trusted Azure services.
    /// </summary>
    public required Input<string> Storage { get; init; }

    /// <summary>Id of the Log Analytics workspace that receives the summaries.</summary>
    public required Input<string> LogWorkspace { get; init; }

    /// <summary>Days that the logs are kept, 90 to 365. Default: 90.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Fewer or more.</exception>
    public int RetentionDays
    {
        get;
        init => field = value is >= 90 and <= 365
            ? value
            : throw new ArgumentOutOfRangeException(nameof(RetentionDays), value, "supply 90 to 365");
    } = 90;

    /// <summary>Resource group of the region's Network Watcher. Default: the group that Azure creates.</summary>
    public string WatcherGroup { get; init; } = "NetworkWatcherRG";

    /// <summary>Name of the region's Network Watcher. Default: the one that Azure creates with the first network of a region.</summary>
    public string? Watcher { get; init; }

    /// <summary>Resources that must exist before the logs, such as the last subnets of the networks. Default: none.</summary>
    public IReadOnlyList<Resource> DependsOn { get; init; } = [];
}

/// <summary>Flow logs of virtual networks, with traffic analytics in Log Analytics.</summary>
/// <remarks>
/// https://learn.microsoft.com/azure/network-watcher/vnet-flow-logs-overview,
/// https://learn.microsoft.com/azure/network-watcher/vnet-flow-logs-managed-identity
/// </remarks>
public sealed class FlowLogs : ComponentResource
{
    /// <summary>Creates a flow log for each network.</summary>
    public FlowLogs(string name, FlowLogsArgs args, ComponentResourceOptions? options = null)
        : base("k8tre:azure:FlowLogs", name, options)
    {
        // The identity replaces the keys of the storage account, which are disabled.
        var writer = new UserAssignedIdentity($"{name}-writer", new()
        {
            Scope = args.Scope,
            Roles = new Dictionary<string, (BuiltInRole, Input<string>)>
            {
                ["storage"] = (BuiltInRole.StorageBlobDataContributor, args.Storage),
            },
        }, new() { Parent = this });
        foreach (var (role, network) in args.Networks)
        {
            _ = new FlowLog($"{name}-{role}", new()
            {
                FlowLogName = $"fl-{name}-{role}",
                NetworkWatcherName = args.Watcher ?? $"NetworkWatcher_{args.Scope.Region}",
                ResourceGroupName = args.WatcherGroup,
                Location = args.Scope.Region,
                TargetResourceId = network,
                StorageId = args.Storage,
                Enabled = true,
                Format = new FlowLogFormatParametersArgs { Type = FlowLogFormatType.JSON, Version = 2 },
                RetentionPolicy = new RetentionPolicyParametersArgs { Enabled = true, Days = args.RetentionDays },
                Identity = new ManagedServiceIdentityArgs { Type = ResourceIdentityType.UserAssigned, UserAssignedIdentities = { writer.Id } },
                FlowAnalyticsConfiguration = new TrafficAnalyticsPropertiesArgs
                {
                    NetworkWatcherFlowAnalyticsConfiguration = new TrafficAnalyticsConfigurationPropertiesArgs
                    {
                        Enabled = true,
                        WorkspaceResourceId = args.LogWorkspace,
                        WorkspaceRegion = args.Scope.Region,
                        TrafficAnalyticsInterval = 60,
                    },
                },
            }, new() { Parent = this, DependsOn = [writer, .. args.DependsOn] });
        }

        RegisterOutputs();
    }
}

using K8tre.Components.Azure.Identity;
using K8tre.Components.Azure.Scope;
using Pulumi.AzureNative.Network;
using Pulumi.AzureNative.Network.Inputs;

namespace K8tre.Components.Azure.Monitoring;

/// <summary>Inputs of <see cref="FlowLogs"/>.</summary>
public sealed record FlowLogsArgs
{
    /// <summary>Where the networks are.</summary>
    public required AzureScope Scope { get; init; }

    /// <summary>Ids of the networks, by a word for each.</summary>
    public required IReadOnlyDictionary<string, Output<string>> Networks { get; init; }

    /// <summary>Id of the storage account that keeps them: in the same region, of the standard tier, and open to Azure's trusted services.</summary>
    public required Input<string> Storage { get; init; }

    /// <summary>Where they are summed up.</summary>
    public required LogWorkspace Logs { get; init; }

    /// <summary>How many days they are kept, 90 to 365. Default: 90.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Fewer or more.</exception>
    public int RetentionDays
    {
        get;
        init => field = value is >= 90 and <= 365 ? value : throw new ArgumentOutOfRangeException(nameof(RetentionDays), value, "supply 90 to 365");
    } = 90;

    /// <summary>Resource group of the region's Network Watcher. Default: the one that Azure makes.</summary>
    public string WatcherGroup { get; init; } = "NetworkWatcherRG";

    /// <summary>Name of the region's Network Watcher. Default: the one that Azure makes with the first network of a region.</summary>
    public string? Watcher { get; init; }
}

/// <summary>Who spoke to whom in the networks, flow by flow: kept in a storage account, and summed up in Log Analytics.</summary>
/// <remarks>
/// https://learn.microsoft.com/azure/network-watcher/vnet-flow-logs-overview,
/// https://learn.microsoft.com/azure/network-watcher/vnet-flow-logs-managed-identity
/// </remarks>
public sealed class FlowLogs : ComponentResource
{
    /// <summary>Makes a log of each network.</summary>
    public FlowLogs(string name, FlowLogsArgs args, ComponentResourceOptions? options = null)
        : base("k8tre:azure:FlowLogs", name, options)
    {
        // Instead of the account's keys, which need open nothing then.
        var writer = new UserAssignedIdentity($"{name}-writer", args.Scope, new Dictionary<string, (BuiltInRole, Input<string>)>
        {
            ["storage"] = (BuiltInRole.StorageBlobDataContributor, args.Storage),
        }, new() { Parent = this });
        foreach (var (word, network) in args.Networks)
        {
            _ = new FlowLog($"{name}-{word}", new()
            {
                FlowLogName = $"fl-{name}-{word}",
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
                        WorkspaceResourceId = args.Logs.Id,
                        WorkspaceRegion = args.Scope.Region,
                        TrafficAnalyticsInterval = 60,
                    },
                },
            }, new() { Parent = this });
        }

        RegisterOutputs();
    }
}

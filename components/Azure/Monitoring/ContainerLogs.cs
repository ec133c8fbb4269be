using System.Text.Json;
using K8tre.Components.Azure.Scope;
using Pulumi.AzureNative.Monitor;
using Pulumi.AzureNative.Monitor.Inputs;

namespace K8tre.Components.Azure.Monitoring;

/// <summary>Inputs of <see cref="ContainerLogs"/>.</summary>
public sealed record ContainerLogsArgs
{
    /// <summary>Scope of the data collection rule.</summary>
    public required AzureScope Scope { get; init; }

    /// <summary>Id of the cluster.</summary>
    public required Input<string> Cluster { get; init; }

    /// <summary>Id of the Log Analytics workspace that receives the logs.</summary>
    public required Input<string> LogWorkspace { get; init; }
}

/// <summary>Collection of container logs, Kubernetes events and the pod inventory of a cluster. Metrics are not collected.</summary>
/// <remarks>https://learn.microsoft.com/azure/azure-monitor/containers/kubernetes-monitoring-enable</remarks>
public sealed class ContainerLogs : ComponentResource
{
    private const string Workspace = "workspace";

    // The agents look for an association of this name.
    private const string Extension = "ContainerInsightsExtension";

    private static readonly string[] Streams = ["Microsoft-ContainerLogV2", "Microsoft-KubeEvents", "Microsoft-KubePodInventory"];

    /// <summary>Creates the data collection rule and associates it with the cluster.</summary>
    public ContainerLogs(string name, ContainerLogsArgs args, ComponentResourceOptions? options = null)
        : base("k8tre:azure:ContainerLogs", name, options)
    {
        var rule = new DataCollectionRule(name, new()
        {
            DataCollectionRuleName = $"dcr-{name}",
            ResourceGroupName = args.Scope.ResourceGroup,
            Location = args.Scope.Region,
            Kind = KnownDataCollectionRuleResourceKind.Linux,
            Destinations = new DataCollectionRuleDestinationsArgs
            {
                LogAnalytics = { new LogAnalyticsDestinationArgs { Name = Workspace, WorkspaceResourceId = args.LogWorkspace } },
            },
            DataSources = new DataCollectionRuleDataSourcesArgs { Extensions = { ContainerInsights() } },
            DataFlows =
            {
                new DataFlowArgs
                {
                    Streams = Streams.Select(stream => (InputUnion<string, KnownDataFlowStreams>)stream).ToArray(),
                    Destinations = { Workspace },
                },
            },
        }, new() { Parent = this });
        _ = new DataCollectionRuleAssociation($"{name}-association", new()
        {
            AssociationName = Extension,
            ResourceUri = args.Cluster,
            DataCollectionRuleId = rule.Id,
        }, new() { Parent = this });

        RegisterOutputs();
    }

    private static ExtensionDataSourceArgs ContainerInsights() => new()
    {
        Name = Extension,
        ExtensionName = "ContainerInsights",
        Streams = Streams.Select(stream => (InputUnion<string, KnownExtensionDataSourceStreams>)stream).ToArray(),
        ExtensionSettings = JsonSerializer.SerializeToElement(new
        {
            dataCollectionSettings = new { interval = "1m", namespaceFilteringMode = "Off", enableContainerLogV2 = true },
        }),
    };
}

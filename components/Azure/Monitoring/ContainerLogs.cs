using System.Text.Json;
using K8tre.Components.Azure.Scope;
using Pulumi.AzureNative.Monitor;
using Pulumi.AzureNative.Monitor.Inputs;

namespace K8tre.Components.Azure.Monitoring;

/// <summary>What the agents of a cluster collect, and where it goes: what containers write, and what Kubernetes says of them. Metrics it leaves out.</summary>
/// <remarks>https://learn.microsoft.com/azure/azure-monitor/containers/kubernetes-monitoring-enable</remarks>
public sealed class ContainerLogs : ComponentResource
{
    private const string Workspace = "workspace";

    // Azure's own names: the agents look for this association, and for no other.
    private const string Extension = "ContainerInsightsExtension";

    private static readonly string[] Streams = ["Microsoft-ContainerLogV2", "Microsoft-KubeEvents", "Microsoft-KubePodInventory"];

    /// <summary>Makes the rule, and lays it on the cluster.</summary>
    /// <param name="name">Name of the component.</param>
    /// <param name="scope">Where it goes.</param>
    /// <param name="cluster">Id of the cluster.</param>
    /// <param name="logs">The workspace.</param>
    /// <param name="options">Resource options.</param>
    public ContainerLogs(string name, AzureScope scope, Input<string> cluster, LogWorkspace logs, ComponentResourceOptions? options = null)
        : base("k8tre:azure:ContainerLogs", name, options)
    {
        var rule = new DataCollectionRule(name, new()
        {
            DataCollectionRuleName = $"dcr-{name}",
            ResourceGroupName = scope.ResourceGroup,
            Location = scope.Region,
            Kind = KnownDataCollectionRuleResourceKind.Linux,
            Destinations = new DataCollectionRuleDestinationsArgs
            {
                LogAnalytics = { new LogAnalyticsDestinationArgs { Name = Workspace, WorkspaceResourceId = logs.Id } },
            },
            DataSources = new DataCollectionRuleDataSourcesArgs
            {
                Extensions =
                {
                    new ExtensionDataSourceArgs
                    {
                        Name = Extension,
                        ExtensionName = "ContainerInsights",
                        Streams = Streams.Select(stream => (InputUnion<string, KnownExtensionDataSourceStreams>)stream).ToArray(),
                        ExtensionSettings = JsonSerializer.SerializeToElement(new
                        {
                            dataCollectionSettings = new { interval = "1m", namespaceFilteringMode = "Off", enableContainerLogV2 = true },
                        }),
                    },
                },
            },
            DataFlows = { new DataFlowArgs { Streams = Streams.Select(stream => (InputUnion<string, KnownDataFlowStreams>)stream).ToArray(), Destinations = { Workspace } } },
        }, new() { Parent = this });
        _ = new DataCollectionRuleAssociation($"{name}-association", new()
        {
            AssociationName = Extension,
            ResourceUri = cluster,
            DataCollectionRuleId = rule.Id,
        }, new() { Parent = this });

        RegisterOutputs();
    }
}

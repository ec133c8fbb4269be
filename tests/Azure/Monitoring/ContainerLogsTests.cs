using K8tre.Components.Azure.Monitoring;

namespace K8tre.Tests.Azure.Monitoring;

public sealed class ContainerLogsTests
{
    [Fact]
    public async Task Container_logs_go_to_the_workspace()
    {
        var graph = await GraphAsync();

        var rule = graph.Inputs("azure-native:monitor:DataCollectionRule", "logs");
        Assert.Equal(AzureComponents.LogWorkspace, (string?)rule.At("destinations.logAnalytics.0.workspaceResourceId"));
        Assert.Contains("Microsoft-ContainerLogV2", rule.At("dataFlows.0.streams")!.ToJsonString(), StringComparison.Ordinal);
        Assert.Equal(rule.At("dataSources.extensions.0.streams")!.ToJsonString(), rule.At("dataFlows.0.streams")!.ToJsonString());
        Assert.True((bool)rule.At("dataSources.extensions.0.extensionSettings.dataCollectionSettings.enableContainerLogV2")!);
    }

    [Fact]
    public async Task The_association_has_the_name_that_the_agents_look_for()
    {
        var association = (await GraphAsync()).Requests["logs-association"].Inputs;

        Assert.Equal(
            ("/cluster", "ContainerInsightsExtension", "logs-id"),
            ((string)association["resourceUri"], (string)association["associationName"], (string)association["dataCollectionRuleId"]));
    }

    private static async Task<ResourceGraph> GraphAsync()
    {
        var graph = await ResourceGraph.OfAsync(options => new ContainerLogs(
            "logs", new() { Scope = AzureComponents.Scope, Cluster = "/cluster", LogWorkspace = AzureComponents.LogWorkspace }, options));
        Assert.Empty(graph.Orphans);
        return graph;
    }
}

using K8tre.Components.Azure.Monitoring;

namespace K8tre.Tests.Azure.Monitoring;

public sealed class DiagnosticLogsTests
{
    [Fact]
    public async Task All_categories_are_collected_unless_some_are_named()
    {
        var all = await InputsAsync();
        var some = await InputsAsync(args => args with { Categories = ["AuditEvent"] });

        Assert.Equal(("/resource", AzureComponents.LogWorkspace), ((string)all["resourceUri"], (string)all["workspaceId"]));
        AzureComponents.AssertJson("""[{"categoryGroup":"allLogs","enabled":true}]""", Json.Of(all["logs"]));
        AzureComponents.AssertJson("""[{"category":"AuditEvent","enabled":true}]""", Json.Of(some["logs"]));
        Assert.All([all, some], setting => Assert.Equal("Dedicated", setting["logAnalyticsDestinationType"]));
    }

    [Fact]
    public async Task Metrics_are_collected_only_on_request()
    {
        var with = await InputsAsync(args => args with { HasMetrics = true });

        Assert.False((await InputsAsync()).ContainsKey("metrics"));
        AzureComponents.AssertJson("""[{"category":"AllMetrics","enabled":true}]""", Json.Of(with["metrics"]));
    }

    private static async Task<IReadOnlyDictionary<string, object>> InputsAsync(Func<DiagnosticLogsArgs, DiagnosticLogsArgs>? change = null)
    {
        var args = new DiagnosticLogsArgs { Resource = "/resource", Workspace = AzureComponents.LogWorkspace };
        var graph = await ResourceGraph.OfAsync(options => new DiagnosticLogs(
            "logs", (change ?? (same => same))(args), new() { Parent = options.Parent, ResourceTransformations = options.ResourceTransformations }));
        return graph.Requests["logs"].Inputs;
    }
}

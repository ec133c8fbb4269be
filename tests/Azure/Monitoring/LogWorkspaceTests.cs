using K8tre.Components.Azure.Monitoring;

namespace K8tre.Tests.Azure.Monitoring;

public sealed class LogWorkspaceTests
{
    [Fact]
    public async Task Shared_keys_open_nothing_and_entries_stay_as_long_as_asked()
    {
        var workspace = (await GraphAsync(_ => { })).Requests["logs"].Inputs;

        Assert.Equal(90.0, workspace["retentionInDays"]);
        Assert.Equal(true, (bool?)Json.Of(workspace["features"])!["disableLocalAuth"]);
    }

    [Fact]
    public async Task Nobody_deletes_it_by_taking_it_out_of_the_program()
    {
        var options = await AzureComponents.OptionsOfAsync(AzureComponents.Logs);

        Assert.True(options["logs"].Protect);
    }

    [Fact]
    public async Task All_logs_are_collected_unless_some_are_named_each_into_a_table_of_its_own()
    {
        var graph = await GraphAsync(logs =>
        {
            logs.Collect("all", "/resource");
            logs.Collect("some", "/resource", "AuditEvent");
        });

        AzureComponents.AssertJson("""[{"categoryGroup":"allLogs","enabled":true}]""", Json.Of(graph.Requests["all"].Inputs["logs"]));
        AzureComponents.AssertJson("""[{"category":"AuditEvent","enabled":true}]""", Json.Of(graph.Requests["some"].Inputs["logs"]));
        Assert.All(["all", "some"], name => Assert.Equal("Dedicated", graph.Requests[name].Inputs["logAnalyticsDestinationType"]));
        Assert.Empty(graph.Orphans);
    }

    [Fact]
    public async Task Metrics_are_collected_only_where_a_resource_has_them()
    {
        var graph = await GraphAsync(logs =>
        {
            logs.Collect("without", "/resource");
            logs.CollectWithMetrics("with", "/resource");
        });

        Assert.False(graph.Requests["without"].Inputs.ContainsKey("metrics"));
        AzureComponents.AssertJson("""[{"category":"AllMetrics","enabled":true}]""", Json.Of(graph.Requests["with"].Inputs["metrics"]));
    }

    [Fact]
    public async Task Who_asks_it_for_what_is_an_entry_in_itself()
    {
        var setting = (await GraphAsync(_ => { })).Requests["logs-queries"].Inputs;

        Assert.Equal(("logs-id", "logs-id"), ((string)setting["resourceUri"], (string)setting["workspaceId"]));
        AzureComponents.AssertJson("""[{"category":"Audit","enabled":true}]""", Json.Of(setting["logs"]));
    }

    private static Task<ResourceGraph> GraphAsync(Action<LogWorkspace> collect) => ResourceGraph.OfAsync(options =>
    {
        var logs = AzureComponents.Logs(options);
        collect(logs);
        return logs;
    });
}

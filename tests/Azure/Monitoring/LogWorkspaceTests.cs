using K8tre.Components.Azure.Monitoring;

namespace K8tre.Tests.Azure.Monitoring;

public sealed class LogWorkspaceTests
{
    [Fact]
    public async Task Shared_keys_are_disabled_and_entries_are_kept_for_the_days_given()
    {
        var workspace = (await GraphAsync()).Requests["logs"].Inputs;

        Assert.Equal(90.0, workspace["retentionInDays"]);
        Assert.Equal(true, (bool?)Json.Of(workspace["features"])!["disableLocalAuth"]);
    }

    [Fact]
    public async Task It_is_protected()
    {
        var options = await AzureComponents.OptionsOfAsync(Workspace);

        Assert.True(options["logs"].Protect);
    }

    [Fact]
    public async Task Queries_of_its_entries_are_audited_in_itself()
    {
        var graph = await GraphAsync();

        var setting = graph.Requests["logs-queries"].Inputs;
        Assert.Equal(("logs-id", "logs-id"), ((string)setting["resourceUri"], (string)setting["workspaceId"]));
        AzureComponents.AssertJson("""[{"category":"Audit","enabled":true}]""", Json.Of(setting["logs"]));
        Assert.Empty(graph.Orphans);
    }

    private static Task<ResourceGraph> GraphAsync() => ResourceGraph.OfAsync(Workspace);

    private static LogWorkspace Workspace(ComponentResourceOptions options) =>
        new("logs", new() { Scope = AzureComponents.Scope, RetentionDays = 90 }, options);
}

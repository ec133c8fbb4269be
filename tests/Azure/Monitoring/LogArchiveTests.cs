using System.Text.Json.Nodes;
using K8tre.Components.Azure.Monitoring;

namespace K8tre.Tests.Azure.Monitoring;

public sealed class LogArchiveTests
{
    [Fact]
    public async Task The_audit_tables_have_the_total_retention_given()
    {
        var tables = (await DeploymentAsync()).At("properties.template.resources")!.AsArray();

        Assert.Empty(new[] { "AKSAuditAdmin", "AZKVAuditLogs", "AZFWApplicationRule" }.Except(LogArchive.Tables));
        Assert.Equal(LogArchive.Tables, tables.Select(table => ((string)table!["name"]!).Split('/')[1]));
        Assert.All(tables, table => Assert.Equal(2557, (double)table.At("properties.totalRetentionInDays")!));
    }

    [Fact]
    public async Task It_changes_existing_tables_and_nothing_else_in_the_resource_group()
    {
        var graph = await ResourceGraph.OfAsync(Archive);

        Assert.Empty(graph.OfType("azure-native:operationalinsights:Table"));
        Assert.Equal("Incremental", (string?)(await DeploymentAsync()).At("properties.mode"));
        Assert.Empty(graph.Orphans);
    }

    private static async Task<JsonNode> DeploymentAsync() =>
        (await ResourceGraph.OfAsync(Archive)).OfType("azure-native:resources:Deployment")["archive"];

    [Fact]
    public void More_days_than_Azure_supports_are_refused() => Assert.Equal(
        nameof(LogArchiveArgs.TotalDays),
        Assert.Throws<ArgumentOutOfRangeException>(() => Args with { TotalDays = LogArchiveArgs.LongestDays + 1 }).ParamName);

    private static LogArchiveArgs Args { get; } = new() { Scope = AzureComponents.Scope, WorkspaceName = "log", TotalDays = 2557 };

    private static LogArchive Archive(ComponentResourceOptions options) => new("archive", Args, options);
}

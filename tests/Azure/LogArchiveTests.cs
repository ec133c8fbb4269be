using K8tre.Components.Azure;

namespace K8tre.Tests.Azure;

public sealed class LogArchiveTests
{
    [Fact]
    public async Task The_tables_of_proof_keep_their_entries_for_longer()
    {
        var graph = await ResourceGraph.OfAsync(Archive);

        Assert.Empty(new[] { "AKSAuditAdmin", "AZKVAuditLogs", "AZFWApplicationRule" }.Except(LogArchive.Tables));
        Assert.All(LogArchive.Tables, table => Assert.Equal(2557.0, graph.Requests[$"archive-{table}"].Inputs["totalRetentionInDays"]));
        Assert.Empty(graph.Orphans);
    }

    [Fact]
    public async Task Tables_of_Azures_own_are_left_when_it_goes()
    {
        var options = await AzureComponents.OptionsOfAsync(Archive);

        Assert.All(LogArchive.Tables, table => Assert.True(options[$"archive-{table}"].RetainOnDelete, table));
    }

    private static LogArchive Archive(ComponentResourceOptions options) => new("archive", AzureComponents.Site, AzureComponents.Logs(options), totalDays: 2557, options);
}

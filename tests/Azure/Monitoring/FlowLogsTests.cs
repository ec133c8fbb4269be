using K8tre.Components.Azure.Monitoring;
using K8tre.Components.Azure.Scope;

namespace K8tre.Tests.Azure.Monitoring;

public sealed class FlowLogsTests
{
    [Fact]
    public async Task Each_network_has_its_own_flow_log()
    {
        var logs = (await GraphAsync()).OfType("azure-native:network:FlowLog");

        Assert.Equal(
            [("flows-hub", "/hub"), ("flows-spoke", "/spoke")],
            logs.OrderBy(log => log.Key, StringComparer.Ordinal).Select(log => (log.Key, (string?)log.Value["targetResourceId"])));
        Assert.All(logs.Values, log =>
        {
            Assert.True((bool)log["enabled"]! && (bool)log.At("retentionPolicy.enabled")!);
            Assert.Equal(("/storage", 90), ((string?)log["storageId"], (int)(double)log.At("retentionPolicy.days")!));
            Assert.Equal(
                AzureComponents.LogWorkspace,
                (string?)log.At("flowAnalyticsConfiguration.networkWatcherFlowAnalyticsConfiguration.workspaceResourceId"));
        });
    }

    [Fact]
    public async Task The_watcher_is_that_of_Azure_unless_another_one_is_named()
    {
        var azures = (await GraphAsync()).OfType("azure-native:network:FlowLog")["flows-hub"];
        var ours = (await GraphAsync(args => args with
        {
            WatcherGroup = "rg-watch",
            Watcher = "watch",
        })).OfType("azure-native:network:FlowLog")["flows-hub"];

        Assert.Equal(
            ("NetworkWatcherRG", "NetworkWatcher_uksouth"),
            ((string?)azures["resourceGroupName"], (string?)azures["networkWatcherName"]));
        Assert.Equal(("rg-watch", "watch"), ((string?)ours["resourceGroupName"], (string?)ours["networkWatcherName"]));
    }

    [Fact]
    public async Task They_are_written_by_an_identity_and_without_account_keys()
    {
        var graph = await GraphAsync();

        var role = Assert.Single(graph.OfType("azure-native:authorization:RoleAssignment").Values);
        Assert.EndsWith(BuiltInRole.StorageBlobDataContributor.Id, (string)role["roleDefinitionId"]!, StringComparison.Ordinal);
        Assert.Equal("/storage", (string?)role["scope"]);
        Assert.All(
            graph.OfType("azure-native:network:FlowLog").Values,
            log => Assert.Equal("""["flows-writer-id"]""", log.At("identity.userAssignedIdentities")!.ToJsonString()));
    }

    [Theory, InlineData(89), InlineData(366)]
    public void Fewer_than_90_and_more_than_365_days_are_refused(int days)
    {
        var error = Assert.Throws<ArgumentOutOfRangeException>(() => new FlowLogsArgs
        {
            Scope = null!,
            Networks = null!,
            Storage = null!,
            LogWorkspace = null!,
            RetentionDays = days,
        });

        Assert.Equal(nameof(FlowLogsArgs.RetentionDays), error.ParamName);
    }

    private static async Task<ResourceGraph> GraphAsync(Func<FlowLogsArgs, FlowLogsArgs>? change = null)
    {
        var graph = await ResourceGraph.OfAsync(options => new FlowLogs("flows", (change ?? (args => args))(new()
        {
            Scope = AzureComponents.Scope,
            Networks = new Dictionary<string, Input<string>> { ["hub"] = "/hub", ["spoke"] = "/spoke" },
            Storage = "/storage",
            LogWorkspace = AzureComponents.LogWorkspace,
        }), options));
        Assert.Empty(graph.Orphans);
        return graph;
    }
}

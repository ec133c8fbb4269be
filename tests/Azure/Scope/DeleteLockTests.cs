using K8tre.Components.Azure.Monitoring;
using K8tre.Components.Azure.Scope;

namespace K8tre.Tests.Azure.Scope;

public sealed class DeleteLockTests
{
    [Fact]
    public async Task Every_holder_is_kept_from_being_deleted_and_from_nothing_else()
    {
        var graph = await ResourceGraph.OfAsync(options => Lock(options));

        Assert.Equal(("/vault", "CanNotDelete"), ((string)graph.Requests["lock-vault"].Inputs["scope"], (string)graph.Requests["lock-vault"].Inputs["level"]));
        Assert.Equal(("/shares", "CanNotDelete"), ((string)graph.Requests["lock-shares"].Inputs["scope"], (string)graph.Requests["lock-shares"].Inputs["level"]));
        Assert.Empty(graph.Orphans);
    }

    [Fact]
    public async Task A_lock_goes_before_what_hangs_off_its_holder()
    {
        LogWorkspace? logs = null;
        var options = await AzureComponents.OptionsOfAsync(options => Lock(options, logs = AzureComponents.Logs(options)));

        foreach (var name in new[] { "lock-vault", "lock-shares" })
            Assert.Contains(logs, await OutputUtilities.GetValueAsync(((Input<System.Collections.Immutable.ImmutableArray<Resource>>)options[name].DependsOn).ToOutput()));
    }

    private static DeleteLock Lock(ComponentResourceOptions options, params Resource[] after) => new("lock", new()
    {
        Holders = new Dictionary<string, Input<string>> { ["vault"] = "/vault", ["shares"] = "/shares" },
        After = after,
    }, options);
}

using K8tre.Components.Azure.Scope;

namespace K8tre.Tests.Azure.Scope;

public sealed class DeleteLockTests
{
    [Fact]
    public async Task Each_resource_has_a_lock_against_deletion_only()
    {
        var graph = await ResourceGraph.OfAsync(options => Lock(options));

        Assert.Equal(("/vault", "CanNotDelete"), Locked("lock-vault"));
        Assert.Equal(("/shares", "CanNotDelete"), Locked("lock-shares"));
        Assert.Empty(graph.Orphans);

        (string, string) Locked(string name) => ((string)graph.Requests[name].Inputs["scope"], (string)graph.Requests[name].Inputs["level"]);
    }

    [Fact]
    public async Task Locks_wait_for_the_resources_of_what_they_lock()
    {
        ResourceGroupScope? group = null;
        var graph = await ResourceGraph.OfAsync(options => Lock(options, group = AzureComponents.Group(options)));

        foreach (var name in new[] { "lock-vault", "lock-shares" })
            Assert.Contains(group, await graph.DependenciesAsync(name));
    }

    private static DeleteLock Lock(ComponentResourceOptions options, params Resource[] after) => new("lock", new()
    {
        Resources = new Dictionary<string, Input<string>> { ["vault"] = "/vault", ["shares"] = "/shares" },
        DependsOn = after,
    }, options);
}

using K8tre.Components.OnPrem;
using Pulumi.Random;

namespace K8tre.Tests.OnPrem;

public sealed class ClusterTokenTests
{
    [Fact]
    public async Task Servers_and_agents_have_secret_passwords_of_their_own()
    {
        var (graph, token) = await MakeAsync(1, null);

        Assert.Equal(["token", "token-agents"], graph.All<RandomPassword>().Select(password => password.GetResourceName()).Order());
        Assert.True(await Output.IsSecretAsync(token.Servers));
        Assert.True(await Output.IsSecretAsync(token.Agents));
        Assert.Empty(graph.Orphans);
    }

    [Fact]
    public async Task Another_generation_makes_new_ones()
    {
        var (graph, _) = await MakeAsync(7, null);

        Assert.All(graph.Requests.Values.Where(request => request.Type!.StartsWith("random", StringComparison.Ordinal)), password =>
            Assert.Equal("7", (string)Json.Of(password.Inputs["keepers"]).At("generation")!));
    }

    [Fact]
    public async Task A_given_one_is_the_servers_and_never_the_agents()
    {
        var (_, token) = await MakeAsync(1, "given");

        Assert.Equal("given", await OutputUtilities.GetValueAsync(token.Servers));
        Assert.Equal("RandomPassword", await OutputUtilities.GetValueAsync(token.Agents));
        Assert.True(await Output.IsSecretAsync(token.Servers));
    }

    private static async Task<(ResourceGraph Graph, ClusterToken Token)> MakeAsync(int generation, Input<string>? given)
    {
        ClusterToken? token = null;
        var graph = await ResourceGraph.OfAsync(options => token = new ClusterToken("token", new() { Generation = generation, ServerToken = given }, options));
        return (graph, token!);
    }
}

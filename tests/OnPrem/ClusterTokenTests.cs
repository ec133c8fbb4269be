using K8tre.Components.OnPrem;
using Pulumi.Random;

namespace K8tre.Tests.OnPrem;

public sealed class ClusterTokenTests
{
    [Fact]
    public async Task Servers_and_agents_have_different_secret_passwords()
    {
        var (graph, token) = await CreateAsync(1, null);

        Assert.Equal(["token", "token-agents"], graph.All<RandomPassword>().Select(password => password.GetResourceName()).Order());
        Assert.True(await Output.IsSecretAsync(token.Servers));
        Assert.True(await Output.IsSecretAsync(token.Agents));
        Assert.Empty(graph.Orphans);
    }

    [Fact]
    public async Task Another_generation_creates_new_passwords()
    {
        var (graph, _) = await CreateAsync(7, null);

        Assert.All(graph.Requests.Values.Where(request => request.Type!.StartsWith("random", StringComparison.Ordinal)), password =>
            Assert.Equal("7", (string)Json.Of(password.Inputs["keepers"]).At("generation")!));
    }

    [Fact]
    public async Task A_given_password_is_used_for_servers_and_not_for_agents()
    {
        var (_, token) = await CreateAsync(1, "given");

        Assert.Equal("given", await OutputUtilities.GetValueAsync(token.Servers));
        Assert.Equal("token-agents-result", await OutputUtilities.GetValueAsync(token.Agents));
        Assert.True(await Output.IsSecretAsync(token.Servers));
    }

    private static async Task<(ResourceGraph Graph, ClusterToken Token)> CreateAsync(int generation, Input<string>? given)
    {
        ClusterToken? token = null;
        var graph = await ResourceGraph.OfAsync(
            options => token = new ClusterToken("token", new() { Generation = generation, ServerToken = given }, options));
        return (graph, token!);
    }
}

using K8tre.Components.OnPrem;
using K8tre.Tests.Stacks;
using Pulumi.Command.Remote;

namespace K8tre.Tests.OnPrem;

public sealed class K3sClusterTests
{
    [Fact]
    public async Task Kubeconfig_is_a_secret_from_a_server_and_goes_to_the_provider()
    {
        K3sCluster? cluster = null;
        var graph = await ResourceGraph.OfAsync(options => cluster = new K3sCluster("k3s", Hosts.Single, options));

        Assert.True(await Output.IsSecretAsync(cluster!.KubeConfig));
        Assert.Equal("output of the host", await OutputUtilities.GetValueAsync(cluster.KubeConfig));
        Assert.Equal("output of the host", graph.Requests.Values.Single(request => request.Type == "pulumi:providers:kubernetes").Inputs["kubeconfig"]);
    }

    [Fact]
    public async Task Everything_in_it_is_a_child_of_it() => Assert.Empty((await Graph(Hosts.Five)).Orphans);

    [Fact]
    public async Task Every_connection_pins_the_host_key_and_gives_up_in_bounded_time()
    {
        var graph = await Graph(Hosts.Five);

        Assert.All(graph.All<Command>(), command =>
        {
            var connection = Json.Of(graph.Requests[command.GetResourceName()].Inputs["connection"]);
            Assert.Equal(SettingsDocument.HostKey, (string)connection.At("hostKey")!);
            Assert.InRange((double)connection.At("dialErrorLimit")!, 1, 20);
            Assert.InRange((double)connection.At("perDialTimeout")!, 1, 60);
        });
    }

    private static Task<ResourceGraph> Graph(K3sClusterArgs args) => ResourceGraph.OfAsync(options => new K3sCluster("k3s", args, options));
}

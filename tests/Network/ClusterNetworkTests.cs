using K8tre.Components.Network;
using K8tre.Components.OnPrem;
using K8tre.Tests.OnPrem;

namespace K8tre.Tests.Network;

public sealed class ClusterNetworkTests
{
    [Fact]
    public async Task All_of_its_resources_are_its_children()
    {
        var graph = await ResourceGraph.OfAsync(
            options => new ClusterNetwork("net", new() { Cluster = new K3sCluster("k3s", Hosts.Single) }, options));

        // The cluster is not part of its network.
        Assert.Contains(graph.Orphans, orphan => orphan is K3sCluster);
        Assert.DoesNotContain(graph.Orphans, orphan => orphan.GetResourceName().StartsWith("net", StringComparison.Ordinal));
    }
}

using System.Text.Json.Nodes;
using K8tre.Components.Clusters;
using K8tre.Components.OnPrem;
using K8tre.Tests.OnPrem;

namespace K8tre.Tests.Clusters;

public sealed class ClusterNetworkTests
{
    private static Task<ResourceGraph> NetworkAsync() =>
        ResourceGraph.OfAsync(options => new ClusterNetwork("net", new() { Cluster = new K3sCluster("k3s", Hosts.Single) }, options));

    [Fact]
    public async Task Everything_in_it_is_a_child_of_it()
    {
        var graph = await NetworkAsync();

        // The cluster is not part of its network.
        Assert.Contains(graph.Orphans, orphan => orphan is K3sCluster);
        Assert.DoesNotContain(graph.Orphans, orphan => orphan.GetResourceName().StartsWith("net", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Baseline_policies_only_add_permissions()
    {
        var policies = await PoliciesAsync();

        Assert.NotEmpty(policies);
        Assert.All(policies, policy =>
        {
            Assert.False((bool)policy.At("spec.enableDefaultDeny.egress")!);
            Assert.False((bool)policy.At("spec.enableDefaultDeny.ingress")!);
            Assert.NotEmpty((string)policy.At("spec.description")!);
        });
    }

    [Fact]
    public async Task Projects_are_not_given_the_api_server()
    {
        var toApiServer = Assert.Single(
            await PoliciesAsync(), policy => policy.At("spec.egress.0.toEntities")!.ToJsonString().Contains("kube-apiserver"));

        Assert.Equal(
            """{"key":"io.cilium.k8s.namespace.labels.k8tre.io/resource-type","operator":"NotIn","values":["project-namespace"]}""",
            toApiServer.At("spec.endpointSelector.matchExpressions.0")!.AsObject().OrderBy(pair => pair.Key)
                .Aggregate(new JsonObject(), (sorted, pair) =>
                {
                    sorted.Add(pair.Key, pair.Value?.DeepClone());
                    return sorted;
                }).ToJsonString());
    }

    private static async Task<IReadOnlyList<JsonNode>> PoliciesAsync() =>
        [.. (await NetworkAsync()).Requests.Values
            .Where(request => request.Type!.StartsWith("kubernetes:cilium.io/v2:", StringComparison.Ordinal))
            .Select(request => Json.Of(request.Inputs)!)];
}

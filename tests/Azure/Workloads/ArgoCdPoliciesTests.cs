using System.Net;
using System.Text.Json.Nodes;
using K8tre.Components.Azure.Workloads;

namespace K8tre.Tests.Azure.Workloads;

public sealed class ArgoCdPoliciesTests
{
    [Fact]
    public async Task Argo_CD_reaches_only_Entra_and_the_API_servers_given()
    {
        var egress = (await EgressAsync()).ToArray();

        Assert.Equal(2, egress.Length);
        Assert.All(egress, rules =>
        {
            Assert.Equal("""["10.64.48.128/26","10.64.80.128/26"]""", rules.At("0.toCIDR")!.ToJsonString());
            Assert.Equal("login.microsoftonline.com", (string?)rules.At("1.toFQDNs.0.matchName"));
            Assert.All(
                [rules.At("0.toPorts.0.ports")!, rules.At("1.toPorts.0.ports")!],
                ports => Assert.Equal("""[{"port":"443","protocol":"TCP"}]""", Ordered(ports)));
            Assert.Equal("kube-dns", (string?)rules.At("2.toEndpoints.0.matchLabels")!["k8s:k8s-app"]);
            Assert.Equal(3, rules.AsArray().Count);
        });
    }

    private static string Ordered(JsonNode ports) => new JsonArray([.. ports.AsArray().Select(port => new JsonObject
    {
        ["port"] = port!["port"]!.DeepClone(),
        ["protocol"] = port["protocol"]!.DeepClone(),
    })]).ToJsonString();

    private static async Task<IEnumerable<JsonNode>> EgressAsync()
    {
        var graph = await ResourceGraph.OfAsync(options => new ArgoCdPolicies(
            "argocd", new() { ApiServers = [IPNetwork.Parse("10.64.48.128/26"), IPNetwork.Parse("10.64.80.128/26")] }, options));
        Assert.Empty(graph.Orphans);
        return graph.Requests.Values
            .Where(request => request.Type == "kubernetes:cilium.io/v2:CiliumClusterwideNetworkPolicy")
            .Select(request => Json.Of(request.Inputs["spec"])!)
            .Where(spec => (string?)spec.At("endpointSelector.matchLabels")!["k8s:io.kubernetes.pod.namespace"] == "argocd")
            .Select(spec => spec.At("egress")!);
    }
}

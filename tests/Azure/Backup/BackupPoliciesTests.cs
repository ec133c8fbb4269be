using K8tre.Components.Azure.Backup;

namespace K8tre.Tests.Azure.Backup;

public sealed class BackupPoliciesTests
{
    [Fact]
    public async Task The_extension_reaches_Azure_and_the_metadata_service_of_its_node()
    {
        var spec = await SpecAsync("policies-extension");

        Assert.Equal("dataprotection-microsoft", (string?)spec["endpointSelector"]!["matchLabels"]!["k8s:io.kubernetes.pod.namespace"]);
        AzureComponents.AssertJson(
            """
            [
                {"toEntities":["world"],"toPorts":[{"ports":[{"port":"443","protocol":"TCP"}]}]},
                {"toCIDR":["169.254.169.254/32"],"toPorts":[{"ports":[{"port":"80","protocol":"TCP"}]}]}
            ]
            """,
            spec["egress"]);
    }

    [Fact]
    public async Task Only_the_extension_agents_of_kube_system_get_access()
    {
        var spec = await SpecAsync("policies-agents");

        AzureComponents.AssertJson("""{"app.kubernetes.io/name":"extension-manager"}""", spec["endpointSelector"]!["matchLabels"]);
        Assert.Single(spec["egress"]!.AsArray());
    }

    private static async Task<System.Text.Json.Nodes.JsonNode> SpecAsync(string name)
    {
        var graph = await ResourceGraph.OfAsync(options => new BackupPolicies("policies", options));
        Assert.Empty(graph.Orphans);
        return Json.Of(graph.Requests[name].Inputs["spec"])!;
    }
}

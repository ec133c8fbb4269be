using System.Text.Json.Nodes;
using K8tre.Components.GitOps.Registration;
using K8tre.Components.OnPrem;
using K8tre.Tests.OnPrem;

namespace K8tre.Tests.GitOps.Registration;

public sealed class RegistrarAccessTests
{
    private static async Task<(RegistrarAccess Access, ResourceGraph Graph)> AccessAsync()
    {
        RegistrarAccess? access = null;
        var graph = await ResourceGraph.OfAsync(options => access = new RegistrarAccess(
            "registrar",
            new() { Cluster = new K3sCluster("k3s", Hosts.Single, options), Namespace = "argocd", Generation = "1" },
            options));
        return (access!, graph);
    }

    [Fact]
    public async Task The_kubeconfig_is_secret_and_contains_the_registrars_token()
    {
        var (access, graph) = await AccessAsync();

        Assert.True(await Output.IsSecretAsync(access.KubeConfig));
        var config = JsonNode.Parse(await OutputUtilities.GetValueAsync(access.KubeConfig))!;
        Assert.Equal("https://192.0.2.11:6443", (string)config.At("clusters.0.cluster.server")!);
        Assert.Equal("Y2EuY3J0", (string)config["clusters"]![0]!["cluster"]!["certificate-authority-data"]!);
        Assert.Equal("token", (string)config.At("users.0.user.token")!);
        Assert.Equal((string)config["current-context"]!, (string)config.At("contexts.0.name")!);
        Assert.Empty(graph.Orphans);
    }

    [Fact]
    public async Task The_registrar_can_write_secrets_in_argo_cds_namespace_and_the_list_of_dependants_and_list_nothing()
    {
        var (_, graph) = await AccessAsync();

        Assert.DoesNotContain(graph.Requests.Values, request => request.Type!.Contains(":ClusterRole", StringComparison.Ordinal));
        var rules = Json.Of(graph.Requests["registrar"].Inputs)!["rules"]!.AsArray();
        Assert.Equal(2, rules.Count);
        Assert.Equal("""["secrets"]""", rules[0]!["resources"]!.ToJsonString());
        Assert.Equal("""["clusters-of-other-stacks"]""", rules[1]!["resourceNames"]!.ToJsonString());
        Assert.All(rules, rule => Assert.DoesNotContain(rule!["verbs"]!.AsArray(), verb => (string)verb! is "list" or "watch" or "*"));
    }
}

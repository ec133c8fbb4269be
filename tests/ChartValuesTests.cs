using System.Text.Json.Nodes;

namespace K8tre.Tests;

public sealed class ChartValuesTests
{
    internal static readonly ChartValues ArgoCd = new(
        "tests/GitOps/Facts/argo-cd-10.1.1.keys.tsv", "tests/GitOps/Facts/redis-ha-4.38.0.keys.tsv")
    {
        FreeMaps = ["configs.cm", "configs.params", "configs.rbac", "redis-ha.haproxy.deploymentStrategy"],
    };

    // https://github.com/cilium/cilium/blob/v1.19.7/install/kubernetes/cilium/values.schema.json
    internal static readonly ChartValues Cilium = new("tests/Network/Facts/cilium-1.19.7.keys.tsv")
    {
        AlsoOf = new Dictionary<string, string> { ["kubeProxyReplacement"] = "bool", ["k8sServicePort"] = "int" },
    };

    [Theory]
    [InlineData("""{"server": {"replica": 2}}""", "server.replica is no value of the chart")]
    [InlineData("""{"server": {"replicas": "2"}}""", "server.replicas is str, and the chart's default is int")]
    [InlineData("""{"server": 2}""", "server is no value of the chart")]
    [InlineData("""{"dex": {"enabled": "false"}}""", "dex.enabled is str, and the chart's default is bool")]
    [InlineData("""{"configs": {"cm": {"admin.enabled": "false"}}}""", "configs.cm.admin.enabled is str, and the chart's default is bool")]
    [InlineData("""{"repoServer": {"podAnnotations": []}}""", "repoServer.podAnnotations is list, and the chart has a map there")]
    public void A_misspelt_key_and_a_value_of_the_wrong_type_are_found(string values, string problem) =>
        Assert.Equal([problem], ArgoCd.Problems(JsonNode.Parse(values)!));

    [Theory]
    [InlineData("""{"configs": {"cm": {"a.key.of.argo": "x"}}}""")]
    [InlineData("""{"server": {"env": [{"name": "A", "value": "b"}], "podAnnotations": {"a/b": "c"}}}""")]
    public void What_a_map_or_a_list_holds_is_free(string values) => Assert.Empty(ArgoCd.Problems(JsonNode.Parse(values)!));
}

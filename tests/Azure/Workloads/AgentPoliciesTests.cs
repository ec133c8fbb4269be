using K8tre.Components.Azure.Workloads;

namespace K8tre.Tests.Azure.Workloads;

public sealed class AgentPoliciesTests
{
    private const string Policy = "kubernetes:cilium.io/v2:CiliumClusterwideNetworkPolicy";

    // Labels of the pods: microsoft/Docker-Provider@b780558 kubernetes/ama-logs.yaml, and the pages of Azure Policy and Defender.
    [Theory]
    [InlineData("container-logs", "kube-system", "component", "ama-logs-agent")]
    [InlineData("policy", "kube-system", "app", "azure-policy")]
    [InlineData("defender", "kube-system", "app", "defender")]
    [InlineData("defender-sensor", "mdc", null, null)]
    public async Task An_agent_reaches_Azure_by_HTTPS_only(string agent, string home, string? label, string? value)
    {
        var graph = await ResourceGraph.OfAsync(options => new AgentPolicies("agents", options));
        var spec = graph.Inputs(Policy, $"agents-{agent}")["spec"]!;

        var labels = spec.At("endpointSelector.matchLabels")!.AsObject().ToDictionary(pair => pair.Key, pair => (string?)pair.Value);
        Assert.Equal(home, labels["k8s:io.kubernetes.pod.namespace"]);
        Assert.Equal(label is null ? 1 : 2, labels.Count);
        Assert.True(label is null || labels[label] == value);
        AzureComponents.AssertJson(
            """[{"toEntities":["world"],"toPorts":[{"ports":[{"port":"443","protocol":"TCP"}]}]}]""", spec["egress"]);
        // The policies allow. A default deny of egress would cut the agents off from the cluster.
        Assert.Equal(false, (bool?)spec.At("enableDefaultDeny.egress"));
        Assert.Empty(graph.Orphans);
    }
}

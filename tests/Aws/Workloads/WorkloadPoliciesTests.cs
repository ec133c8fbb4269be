using System.Text.Json.Nodes;
using K8tre.Components.Aws.Workloads;
using K8tre.Tests.Aws.Cluster;

namespace K8tre.Tests.Aws.Workloads;

public sealed class WorkloadPoliciesTests
{
    [Fact]
    public async Task Each_is_for_one_ServiceAccount_and_denies_nothing()
    {
        var policies = await PoliciesAsync();

        Assert.Equal(6, policies.Length);
        Assert.All(policies, policy =>
        {
            Assert.Equal(2, policy.At("spec.endpointSelector.matchLabels")!.AsObject().Count);
            Assert.False((bool)policy.At("spec.enableDefaultDeny.egress")!);
            Assert.True(((string)policy.At("spec.description")!).Length > 20);
        });
    }

    [Fact]
    public async Task They_lead_to_the_agent_on_the_node_and_to_HTTPS() => Assert.All(await PoliciesAsync(), policy => Assert.Equal(
        [("host", "80", "TCP"), ("world", "443", "TCP")],
        policy.At("spec.egress")!.AsArray().Select(rule =>
            (
                rule!.Texts("toEntities").Single(),
                (string)rule.At("toPorts.0.ports.0.port")!,
                (string)rule.At("toPorts.0.ports.0.protocol")!))));

    [Fact]
    public async Task In_a_management_cluster_only_the_driver_of_block_storage_has_one() =>
        Assert.Equal("ebs-csi-controller-sa", (string)Assert.Single(await PoliciesAsync(isTarget: false))
            .At("spec.endpointSelector.matchLabels")!["k8s:io.cilium.k8s.policy.serviceaccount"]!);

    private static async Task<JsonNode[]> PoliciesAsync(bool isTarget = true)
    {
        var graph = await ResourceGraph.OfAsync(options => new WorkloadPolicies("workloads", new() { IsTarget = isTarget }, options));
        Assert.Empty(graph.Orphans);
        return [.. graph.OfType("kubernetes:cilium.io/v2:CiliumClusterwideNetworkPolicy").Values];
    }
}

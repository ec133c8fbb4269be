using System.Text.Json.Nodes;
using K8tre.PlanModel;

namespace K8tre.Tests.Stacks.Invariants;

/// <summary>
/// Tests of what follows from the number of nodes that take pods without tolerations: replicas that each need a node of their own.
/// </summary>
public sealed class OrdinaryNodesTests
{
    private const string SignIn = "    argoCd: { sso: { issuer: 'https://login.example.org', clientId: tre, isPublicClient: true, "
        + "groups: [{ name: operators, role: admin }] } }";

    // Of every shipped stack, each cluster's operators of Cilium. Two need two nodes without taints. Azure's system pools have a taint if
    // there is another pool.
    [Theory]
    [InlineData("dev", "1")]
    [InlineData("onprem", "2")]
    [InlineData("azure-dev", "1")]
    [InlineData("prod", "2 2 2")]
    [InlineData("aws-dev", "2")]
    [InlineData("aws", "2 2 2 2")]
    public async Task Each_operator_of_cilium_has_a_node_of_its_own_in_the_shipped_stacks(string stack, string operators)
    {
        var plan = await StackFile.PlanAsync(Text(stack));

        Assert.Equal(operators, string.Join(' ', Charts(plan, "cilium").Select(values => (double)values.At("operator.replicas")!)));
    }

    [Fact]
    public async Task Servers_with_a_taint_do_not_make_argo_cd_highly_available()
    {
        var text = Text("onprem");
        foreach (var server in new[] { 11, 12, 13 })
        {
            text = text.Replace(
                $"address: 192.0.2.{server}\n",
                $"address: 192.0.2.{server}\n              taints: [node-role.kubernetes.io/control-plane=true:NoSchedule]\n",
                StringComparison.Ordinal);
        }

        var plan = await StackFile.PlanAsync(text);

        Assert.Equal(1, (double)Charts(plan, "cilium").Single().At("operator.replicas")!);
        Assert.False((bool)Charts(plan, "argo-cd").Single().At("redis-ha.enabled")!);
        Assert.True((bool)Charts(await StackFile.PlanAsync(Text("onprem")), "argo-cd").Single().At("redis-ha.enabled")!);
    }

    [Fact]
    public async Task A_small_cluster_of_azure_in_production_has_one_argo_cd()
    {
        // Two nodes of the system pool with a taint, and one other.
        var plan = await StackFile.PlanAsync(Text("azure-dev")
            .Replace("environment: dev", "environment: prd", StringComparison.Ordinal)
            .Replace("zone: tre.", "zone: dev.tre.", StringComparison.Ordinal)
            .Replace("vendor: azure\n", $"vendor: azure\n{SignIn}\n", StringComparison.Ordinal));

        Assert.False((bool)Charts(plan, "argo-cd").Single().At("redis-ha.enabled")!);
    }

    [Fact]
    public async Task A_large_pool_of_aws_with_a_taint_does_not_make_argo_cd_highly_available()
    {
        // Two ordinary nodes, and four that repel pods.
        var plan = await StackFile.PlanAsync(Text("aws-dev")
            .Replace("environment: dev", "environment: prd", StringComparison.Ordinal)
            .Replace("vendor: aws\n", $"vendor: aws\n{SignIn}\n", StringComparison.Ordinal)
            .Replace(
                "          publicZone:",
                "            - { name: gpu, instanceTypes: [g6.xlarge], minNodesPerZone: 2, maxNodesPerZone: 3, "
                + "taints: ['gpu=a:NoSchedule'] }\n          publicZone:", StringComparison.Ordinal));

        Assert.False((bool)Charts(plan, "argo-cd").Single().At("redis-ha.enabled")!);
    }

    private static string Text(string stack) => File.ReadAllText(Path.Combine(Repository.Root, $"Pulumi.{stack}.yaml"));

    private static IEnumerable<JsonNode?> Charts(Plan plan, string release) => plan.Resources
        .Where(resource => resource.Type == "kubernetes:helm.sh/v3:Release"
            && (string?)resource.Inputs["name"] == (release == "argo-cd" ? "argocd" : release))
        .Select(resource => resource.Inputs["values"]);
}

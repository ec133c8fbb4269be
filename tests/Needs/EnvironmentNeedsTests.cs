using K8tre.Automation.Needs;

namespace K8tre.Tests.Needs;

/// <summary>Comparisons of the plans with further needs, which nothing provides.</summary>
public sealed class EnvironmentNeedsTests(PlannedStacks stacks) : IClassFixture<PlannedStacks>
{
    private static readonly WorkloadFacts Facts = WorkloadFacts.Current;

    [Fact]
    public void A_namespace_that_needs_a_higher_level_is_named() => Contains(
        Missing("dev", "podSecurity", Facts with { Namespaces = [new("new", "privileged")] }),
        "the namespace new needs the level privileged, and baseline is enforced there");

    [Fact]
    public void A_namespace_that_is_exempt_or_sets_its_own_level_is_not_named() => Assert.Empty(Missing(
        "dev", "podSecurity", Facts with { Namespaces = [new("kube-system", "privileged"), new("own", "privileged", OwnLabel: true)] }));

    [Fact]
    public void A_label_of_the_platform_is_the_level_of_its_namespace() => Contains(
        Missing("aws-dev", "podSecurity", Facts with { Namespaces = [new("gateway", "privileged")] }),
        "the namespace gateway needs the level privileged, and baseline is enforced there");

    [Fact]
    public void A_storage_class_that_nobody_provides_is_named() => Contains(
        Missing("dev", "storageClasses", Facts with { Claims = [new("data", "disk", "gone", "1Gi")] }),
        "the claim disk in the namespace data names the storage class gone, which nobody provides");

    [Theory, InlineData(0), InlineData(2)]
    public void A_claim_without_a_class_needs_exactly_one_default(int defaults) => Contains(
        Missing("dev", "storageClasses", Facts with
        {
            Claims = [new("data", "disk", null, "1Gi")],
            StorageClasses = [.. Enumerable.Range(0, defaults).Select(index => new StorageClassFact($"class-{index}", IsDefault: true))],
        }),
        $"the claim disk in the namespace data names no storage class, and {defaults} classes are the default");

    [Fact]
    public void Each_service_needs_an_address() => Contains(
        Missing("dev", "loadBalancerAddresses", Facts with { Services = [.. Enumerable.Range(0, 12).Select(index => Service(index))] }),
        "the range 192.0.2.240-192.0.2.250 has 11 addresses, and K8TRE has 12 Services of type LoadBalancer: data/0, data/1");

    [Theory, InlineData("azure-dev"), InlineData("aws-dev")]
    public void A_host_that_no_list_contains_is_named(string stack) => Contains(
        Missing(stack, "hosts", Facts with { Hosts = [new("cdn.example.org", "start-up"), new("charts.example.org", "chart")] }),
        "cdn.example.org is not allowed; it is needed for: start-up",
        "charts.example.org is not allowed; it is needed for: chart");

    [Theory, InlineData("azure-dev"), InlineData("aws-dev")]
    public void A_star_of_a_list_stands_for_labels_and_not_for_their_parent(string stack) => Contains(
        Missing(stack, "hosts", Facts with { Hosts = [new("a.githubusercontent.com", "image"), new("githubusercontent.com", "image")] }),
        "githubusercontent.com is not allowed; it is needed for: image");

    [Fact]
    public void A_host_that_k8tre_can_do_without_is_not_missing() => Assert.Empty(Missing(
        "azure-dev", "hosts", Facts with { Hosts = [new("cdn.example.org", "policy", Needed: false)] }));

    [Fact]
    public void An_api_with_an_endpoint_in_the_network_is_allowed() => Contains(
        Missing("aws-dev", "hosts", Facts with
        {
            Hosts = [new("sts.<region>.amazonaws.com", "API"), new("sqs.<region>.amazonaws.com", "API")],
        }),
        "sqs.eu-west-2.amazonaws.com is not allowed; it is needed for: API");

    [Fact]
    public void Definitions_that_nobody_installs_are_named() => Contains(
        Missing("dev", "definitions", Facts with { Definitions = [new("example.org", ["Thing"], ["ad"], "nobody")] }),
        "nobody installs the definitions of example.org (Thing); needed by: ad");

    [Fact]
    public void Definitions_of_an_application_that_is_left_out_are_missing() => Contains(
        Missing("dev", "definitions", Facts with { Definitions = [new("example.org", ["Thing"], ["ad"], "left-out")] }),
        "nobody installs the definitions of example.org");

    [Fact]
    public void A_budget_that_refuses_a_drain_is_named() => Contains(
        Missing("dev", "disruptionBudgets", Facts with { Budgets = [new("data", "Cluster", "database", 1)] }),
        "Cluster data/database has one instance and a budget: a node that holds it cannot be drained");

    [Fact]
    public void Nodes_that_are_too_small_are_named() => Contains(
        Missing("azure-dev", "cpu", Facts with { Totals = [new("azure-dev", Pods: 1, Cpu: 33, MemoryMiB: 1, ClaimsGiB: 1)] }),
        "the nodes have 8 to 32 on 1 to 4 nodes, K8TRE needs 33; add nodes, or choose larger ones");

    [Fact]
    public void A_need_of_an_application_that_is_left_out_does_not_count() => Assert.Empty(Missing(
        "dev", "podSecurity", Facts with { Namespaces = [new("new", "privileged") { Application = "left-out" }] }));

    [Theory]
    [InlineData("Standard_D8ds_v5", 8, 32)]
    [InlineData("Standard_E4s_v5", 4, 32)]
    [InlineData("Standard_D4lds_v6", 4, 8)]
    [InlineData("Standard_NC4as_T4_v3", null, null)]
    [InlineData("Standard_DS11_v2", null, null)]
    public void The_size_of_an_azure_machine_is_read_from_its_name(string type, int? cpus, int? memory) =>
        Assert.Equal((cpus, memory), (NodeSize.OnAzure(type)?.Cpus, NodeSize.OnAzure(type)?.MemoryGiB));

    [Theory]
    [InlineData("m6i.large", 2, 8)]
    [InlineData("r6a.2xlarge", 8, 64)]
    [InlineData("c7i-flex.xlarge", 4, 8)]
    [InlineData("g6.2xlarge", null, null)]
    [InlineData("m6i.metal", null, null)]
    public void The_size_of_an_ec2_machine_is_read_from_its_name(string type, int? cpus, int? memory) =>
        Assert.Equal((cpus, memory), (NodeSize.OnAws(type)?.Cpus, NodeSize.OnAws(type)?.MemoryGiB));

    private IReadOnlyList<string> Missing(string stack, string subject, WorkloadFacts facts) =>
        Assert.Single(EnvironmentNeeds.Of(stacks[stack], facts)).Needs.Single(need => need.Subject == subject).Missing;

    private static ServiceFact Service(int index) => new("data", $"{index}", [80]);

    // Each text stands at the beginning of one of the problems, in order.
    private static void Contains(IReadOnlyList<string> missing, params string[] texts) => Assert.Collection(
        missing, [.. texts.Select(text => (Action<string>)(problem => Assert.StartsWith(text, problem, StringComparison.Ordinal)))]);
}

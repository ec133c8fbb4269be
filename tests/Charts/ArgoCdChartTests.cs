using System.Text.Json.Nodes;
using K8tre.Components;

namespace K8tre.Tests.Charts;

/// <summary>Argo CD's chart with our values: one replica of each part on one node, high availability on three.</summary>
public sealed class ArgoCdChartTests
{
    private const int Single = 1, HighlyAvailable = 3;

    [Fact]
    public void The_facts_are_those_of_the_pinned_version() =>
        Assert.Equal(Versions.ArgoCd.Version, ChartFacts.Current.Charts["argo-cd"].Version);

    [Fact]
    public async Task In_high_availability_redis_and_its_proxies_are_reachable_updated_and_drained_one_by_one() => Assert.Equal(
        [
            "Deployment/argocd-redis-ha-haproxy",
            "NetworkPolicy/argocd-redis-ha-haproxy-network-policy",
            "NetworkPolicy/argocd-redis-ha-network-policy",
            "PodDisruptionBudget/argocd-applicationset-controller",
            "PodDisruptionBudget/argocd-redis-ha-haproxy-pdb",
            "PodDisruptionBudget/argocd-redis-ha-pdb",
            "PodDisruptionBudget/argocd-repo-server",
            "PodDisruptionBudget/argocd-server",
        ],
        ChartFacts.Current.ObjectsOf("argo-cd", await OurValues.OfArgoCdAsync(HighlyAvailable))
            .Select(fact => fact.Object).Order(StringComparer.Ordinal));

    [Fact]
    public async Task A_single_replica_has_no_budget_that_refuses_a_drain() =>
        Assert.Empty(ChartFacts.Current.ObjectsOf("argo-cd", await OurValues.OfArgoCdAsync(Single)));

    [Theory, InlineData(Single), InlineData(HighlyAvailable)]
    public async Task Every_container_has_requests_and_a_memory_limit_and_no_cpu_limit(int nodes)
    {
        var values = await OurValues.OfArgoCdAsync(nodes);

        Assert.All(ChartFacts.Current.ContainersOf(values), fact => AssertResources(fact.Container, values.At(fact.Resources)));
    }

    [ChartArchiveTheory("argo-cd"), InlineData(Single), InlineData(HighlyAvailable)]
    public async Task The_rendered_chart_is_as_the_facts_say(int nodes)
    {
        var values = await OurValues.OfArgoCdAsync(nodes);
        var rendered = await RenderedChart.OfAsync(Versions.ArgoCd, "argocd", "argocd", values);

        rendered.AssertEqual(ChartFacts.Current.ObjectsOf("argo-cd", values));
        Assert.Equal(
            ChartFacts.Current.ContainersOf(values).Select(fact => $"{fact.Object} {fact.Container}").Order(StringComparer.Ordinal),
            rendered.Containers.Select(container => container.Name).Order(StringComparer.Ordinal));
        Assert.All(rendered.Containers, container => AssertResources(container.Name, container.Content["resources"]));
    }

    [ChartArchiveTheory("argo-cd"), InlineData(Single), InlineData(HighlyAvailable)]
    public async Task Every_pod_complies_with_the_level_of_the_namespace(int nodes)
    {
        var rendered = await RenderedChart.OfAsync(Versions.ArgoCd, "argocd", "argocd", await OurValues.OfArgoCdAsync(nodes));

        // https://kubernetes.io/docs/concepts/security/pod-security-standards/#restricted
        Assert.All(rendered.Containers, container =>
        {
            var (own, pod) = (container.Content["securityContext"], container.Pod["securityContext"]);
            Assert.Equal("false", own?["allowPrivilegeEscalation"]?.ToString());
            Assert.Contains("ALL", own?["capabilities"]?["drop"]?.AsArray().Select(name => (string?)name) ?? []);
            Assert.Equal("true", (own?["runAsNonRoot"] ?? pod?["runAsNonRoot"])?.ToString());
            Assert.NotNull(own?["seccompProfile"] ?? pod?["seccompProfile"]);
        });
    }

    private static void AssertResources(string container, JsonNode? resources)
    {
        Assert.True(resources.At("requests.cpu") is not null, $"{container} has no CPU request");
        Assert.True(resources.At("requests.memory") is not null, $"{container} has no memory request");
        Assert.True(resources.At("limits.memory") is not null, $"{container} has no memory limit");
        Assert.True(resources.At("limits.cpu") is null, $"{container} has a CPU limit");
    }
}

using System.Globalization;
using System.Text.Json.Nodes;
using K8tre.Components;

namespace K8tre.Tests.Charts;

/// <summary>Cilium's chart with our values.</summary>
public sealed class CiliumChartTests
{
    [Fact]
    public void The_facts_are_those_of_the_pinned_version() =>
        Assert.Equal(Versions.Cilium.Version, ChartFacts.Current.Charts["cilium"].Version);

    [Theory, InlineData(1), InlineData(2), InlineData(3)]
    public async Task Helm_waits_for_at_least_one_pod_of_the_operator(int nodes)
    {
        var values = await OurValues.OfCiliumAsync(nodes);

        var strategy = Assert.Single(
            ChartFacts.Current.ObjectsOf("cilium", values), fact => fact.Path.StartsWith("spec.strategy", StringComparison.Ordinal));
        AssertWaits((int)(double)values.At("operator.replicas")!, strategy.Result);
    }

    [Theory, InlineData(2), InlineData(3)]
    public async Task A_drain_takes_one_pod_of_the_operator_at_a_time(int nodes) => Assert.Contains(
        ChartFacts.Current.ObjectsOf("cilium", await OurValues.OfCiliumAsync(nodes)),
        fact => fact.Object == "PodDisruptionBudget/cilium-operator" && (int)fact.Result! == 1);

    [ChartArchiveTheory("cilium"), InlineData(1), InlineData(2), InlineData(3)]
    public async Task The_rendered_chart_is_as_the_facts_say(int nodes)
    {
        var values = await OurValues.OfCiliumAsync(nodes);
        var rendered = await RenderedChart.OfAsync(Versions.Cilium, "cilium", "kube-system", values);

        rendered.AssertEqual(ChartFacts.Current.ObjectsOf("cilium", values));
        var operators = rendered["Deployment/cilium-operator"]!;
        AssertWaits((int)(long)operators.At("spec.replicas")!, operators.At("spec.strategy.rollingUpdate.maxUnavailable"));
    }

    // Kubernetes rounds a share of pods that may be unavailable down.
    // https://kubernetes.io/docs/concepts/workloads/controllers/deployment/#max-unavailable
    private static void AssertWaits(int replicas, JsonNode? maxUnavailable)
    {
        var text = maxUnavailable?.ToString() ?? "0";
        var unavailable = text.EndsWith('%')
            ? replicas * int.Parse(text.TrimEnd('%'), CultureInfo.InvariantCulture) / 100
            : int.Parse(text, CultureInfo.InvariantCulture);
        Assert.InRange(replicas - unavailable, 1, replicas);
    }
}

using System.Text.Json;
using System.Text.Json.Nodes;

namespace K8tre.Tests.Charts;

/// <summary>Version of a chart, and the page of its source.</summary>
public sealed record ChartSource(string Version, Uri Source);

/// <summary>Value in an object that a chart renders, if the chart's values are those of <c>When</c>.</summary>
internal sealed record ObjectFact(
    string Chart, string Template, string Object, IReadOnlyDictionary<string, JsonNode?> When, string Path, JsonNode? Result);

/// <summary>Container that Argo CD's chart renders, and the value that contains its resources.</summary>
internal sealed record ContainerFact(string Object, string Container, string Resources, IReadOnlyDictionary<string, JsonNode?>? When);

/// <summary>Results of the templates of charts: <c>tests/Charts/Facts/charts.json</c>.</summary>
internal sealed record ChartFacts(
    IReadOnlyDictionary<string, ChartSource> Charts,
    IReadOnlyDictionary<string, IReadOnlyDictionary<string, JsonNode?>> Defaults,
    IReadOnlyList<ObjectFact> Objects,
    IReadOnlyList<ContainerFact> Containers)
{
    /// <summary>The facts of the file.</summary>
    public static ChartFacts Current { get; } = JsonSerializer.Deserialize<ChartFacts>(
        File.ReadAllText(System.IO.Path.Combine(Repository.Root, "tests/Charts/Facts/charts.json")), JsonSerializerOptions.Web)!;

    /// <summary>The facts of a chart that hold for our values.</summary>
    public IEnumerable<ObjectFact> ObjectsOf(string chart, JsonNode values) =>
        Objects.Where(fact => fact.Chart == chart && Hold(chart, fact.When, values));

    /// <summary>The containers of Argo CD for our values.</summary>
    public IEnumerable<ContainerFact> ContainersOf(JsonNode values) =>
        Containers.Where(fact => fact.When is null || Hold("argo-cd", fact.When, values));

    private bool Hold(string chart, IReadOnlyDictionary<string, JsonNode?> conditions, JsonNode values) => conditions.All(condition =>
        JsonNode.DeepEquals(Normal(values.At(condition.Key) ?? Defaults[chart].GetValueOrDefault(condition.Key)), Normal(condition.Value)));

    // 1 and 1.0 are equal.
    private static JsonNode? Normal(JsonNode? node) =>
        node is JsonValue value && value.TryGetValue(out double number) ? JsonValue.Create((int)number) : node;
}

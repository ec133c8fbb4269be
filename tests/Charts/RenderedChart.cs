using System.Text.Json.Nodes;
using K8tre.Automation.Projects;
using K8tre.Components;

namespace K8tre.Tests.Charts;

/// <summary>Container of a rendered chart.</summary>
/// <param name="Name">Object and container, like <c>Deployment/argocd-server server</c>.</param>
/// <param name="Pod">Description of the pod.</param>
/// <param name="Content">Description of the container.</param>
internal sealed record RenderedContainer(string Name, JsonNode Pod, JsonNode Content);

/// <summary>Objects that Helm renders from a chart's archive.</summary>
internal sealed class RenderedChart(IReadOnlyDictionary<string, JsonNode> objects)
{
    private static readonly string[] Workloads = ["Deployment", "StatefulSet", "DaemonSet", "Job"];

    /// <summary>The object of a kind and name, like <c>Deployment/argocd-server</c>. Null: there is none.</summary>
    public JsonNode? this[string name] => objects.GetValueOrDefault(name);

    /// <summary>Containers of workloads. Pods of Helm's tests are left out: nobody runs them.</summary>
    public IEnumerable<RenderedContainer> Containers =>
        from item in objects
        where Workloads.Contains(item.Key.Split('/')[0])
        let pod = item.Value.At("spec.template.spec")
        from container in (pod["initContainers"]?.AsArray() ?? []).Concat(pod["containers"]!.AsArray())
        select new RenderedContainer($"{item.Key} {container["name"]}", pod, container);

    /// <summary>Path of the archive of a chart. Null: <c>K8TRE_CHARTS</c> is not set, or its folder has none.</summary>
    public static string? ArchiveOf(HelmChart chart) =>
        Environment.GetEnvironmentVariable("K8TRE_CHARTS") is { Length: > 0 } folder
        && Path.Combine(folder, $"{chart.Name}-{chart.Version}.tgz") is var path && File.Exists(path) ? path : null;

    /// <summary>Renders a chart.</summary>
    public static async Task<RenderedChart> OfAsync(HelmChart chart, string release, string space, JsonNode values)
    {
        var file = Path.GetTempFileName();
        try
        {
            await File.WriteAllTextAsync(file, values.ToJsonString());
            var text = await HelmProgram.TemplateAsync(release, ArchiveOf(chart)!, "--namespace", space, "--values", file);
            return new(YamlText.Documents(text)
                .Select(document => YamlText.ToJson(document.RootNode))
                .OfType<JsonObject>()
                .DistinctBy(Name)
                .ToDictionary(Name, JsonNode (item) => item));
        }
        finally
        {
            File.Delete(file);
        }
    }

    /// <summary>Asserts that the rendered objects have the values of the facts.</summary>
    public void AssertEqual(IEnumerable<ObjectFact> facts) => Assert.All(facts, fact =>
    {
        var item = this[fact.Object];
        Assert.True(item is not null, $"the chart renders no {fact.Object}");
        Assert.Equal(fact.Result?.ToJsonString(), item.At(fact.Path)?.ToJsonString());
    });

    private static string Name(JsonObject item) => $"{item["kind"]}/{item.At("metadata.name")}";
}

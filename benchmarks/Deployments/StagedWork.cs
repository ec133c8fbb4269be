using System.Text.Json;

namespace K8tre.Benchmarks.Deployments;

/// <summary>The work of another tool that deploys in stages. A stage begins after the end of the stages before it.</summary>
internal static class StagedWork
{
    /// <summary>Reads a description of stages, such as k8tre-azure.json.</summary>
    public static IReadOnlyList<Work> Read(string path)
    {
        var model = JsonSerializer.Deserialize<Model>(File.ReadAllText(path), JsonSerializerOptions.Web)!;
        var ends = new Dictionary<string, Work>();
        var all = new List<Work>();
        foreach (var stage in model.Stages)
        {
            var made = new Dictionary<string, Work>();
            foreach (var resource in stage.Resources)
            {
                made[resource.Name] = new($"{stage.Name}: {resource.Name}", resource.Type,
                    [.. (stage.After ?? []).Select(name => ends[name]), .. (resource.After ?? []).Select(name => made[name])]);
            }
            ends[stage.Name] = new($"{stage.Name}: end", "pulumi:nothing", [.. made.Values]);
            all.AddRange([.. made.Values, ends[stage.Name]]);
        }
        return all;
    }

    private sealed record Model(IReadOnlyList<Stage> Stages);

    private sealed record Stage(string Name, IReadOnlyList<string>? After, IReadOnlyList<Resource> Resources);

    private sealed record Resource(string Name, string Type, IReadOnlyList<string>? After);
}

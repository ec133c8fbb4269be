using System.Text;

namespace K8tre.Components.Aws.Pipelines;

/// <summary>Actions that a pipeline needs, by type of the platform's resources: <c>Files/pipeline-actions.txt</c>.</summary>
internal static class PipelineActions
{
    /// <summary>Actions of each type, by their full names.</summary>
    public static IReadOnlyDictionary<string, IReadOnlyList<string>> ByType { get; } = Read();

    /// <summary>All actions, each once, in alphabetical order.</summary>
    public static IReadOnlyList<string> All { get; } =
        [.. ByType.Values.SelectMany(actions => actions).Distinct().Order(StringComparer.Ordinal)];

    /// <summary>Returns the actions of a kind.</summary>
    public static string[] Select(Func<string, bool> which) => [.. All.Where(which)];

    private static Dictionary<string, IReadOnlyList<string>> Read()
    {
        using var stream = typeof(PipelineActions).Assembly.GetManifestResourceStream("pipeline-actions.txt")!;
        using var reader = new StreamReader(stream, Encoding.UTF8);
        var types = new Dictionary<string, IReadOnlyList<string>>();
        var actions = new List<string>();
        foreach (var line in reader.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries).Where(line => !line.StartsWith('#')))
        {
            if (!line.StartsWith(' '))
                types.Add(line, actions = []);
            else if (line.Split(' ', StringSplitOptions.RemoveEmptyEntries) is [var service, .. var names])
                actions.AddRange(names.Select(name => $"{service}:{name}"));
        }
        return types;
    }
}

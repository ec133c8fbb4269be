using System.Text;

namespace K8tre.Components.Aws.Pipelines;

/// <summary>What a pipeline must be able to do, by the types of resources that a platform consists of: <c>Files/pipeline-actions.txt</c>.</summary>
internal static class PipelineActions
{
    /// <summary>The actions of each type, by their whole names.</summary>
    public static IReadOnlyDictionary<string, IReadOnlyList<string>> ByType { get; } = Read();

    /// <summary>All of them, each once, in the order of the alphabet.</summary>
    public static IReadOnlyList<string> All { get; } = [.. ByType.Values.SelectMany(actions => actions).Distinct().Order(StringComparer.Ordinal)];

    private static Dictionary<string, IReadOnlyList<string>> Read()
    {
        using var reader = new StreamReader(typeof(PipelineActions).Assembly.GetManifestResourceStream("pipeline-actions.txt")!, Encoding.UTF8);
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

using System.Text.Json;
using System.Text.RegularExpressions;

namespace K8tre.Tests.GitOps.Registration;

/// <summary>Cluster Secret as Argo CD's cluster generator reads it.</summary>
internal sealed record RegisteredCluster(string Name, IReadOnlyDictionary<string, string> Labels);

/// <summary>Generated Application with the variables of its plugin.</summary>
internal sealed record GeneratedApplication(string Name, string Path, string? Plugin, IReadOnlyDictionary<string, string> Variables);

/// <summary>
/// ApplicationSet of K8TRE (<c>Facts/application-sets.json</c>) that generates Applications like the ApplicationSet controller: it renders
/// the templates for each folder that matches the Git generator's path, and each cluster that matches the selector.
/// </summary>
internal sealed partial record MatrixGenerator(
    string Name,
    string Path,
    IReadOnlyList<string> Directories,
    IReadOnlyDictionary<string, string> MatchLabels,
    string Application,
    string? UnlessTrue = null,
    string? Plugin = null,
    IReadOnlyDictionary<string, string>? Variables = null)
{
    /// <summary>All ApplicationSets at the commit in the file.</summary>
    public static IReadOnlyList<MatrixGenerator> All { get; } = Read();

    /// <summary>Returns all Applications of a cluster, sorted by name.</summary>
    public static IReadOnlyList<GeneratedApplication> Run(RegisteredCluster cluster) =>
        [.. All.SelectMany(set => set.Applications(cluster)).OrderBy(application => application.Name, StringComparer.Ordinal)];

    /// <summary>Labels that the selector and the templates read.</summary>
    public IEnumerable<string> LabelsRead => MatchLabels.Keys
        .Append(UnlessTrue)
        .Concat((Variables ?? new Dictionary<string, string>()).Values.Select(template => LabelIn(template)))
        .OfType<string>();

    private IEnumerable<GeneratedApplication> Applications(RegisteredCluster cluster) =>
        from directory in Directories
        where MatchLabels.All(label => cluster.Labels.GetValueOrDefault(label.Key) == Render(label.Value, directory, cluster))
        // NotIn also matches if the label is absent.
        where UnlessTrue is null || cluster.Labels.GetValueOrDefault(UnlessTrue) != "true"
        select new GeneratedApplication(
            Render(Application, directory, cluster),
            directory,
            Plugin,
            (Variables ?? new Dictionary<string, string>()).ToDictionary(pair => pair.Key, pair => Render(pair.Value, directory, cluster)));

    // The four forms in the ApplicationSets. For a missing key, `index` of a map returns nothing, and `.metadata.labels.key` is an error
    // because of missingkey=error.
    private static string Render(string template, string directory, RegisteredCluster cluster) => Action().Replace(template, action =>
        action switch
        {
            _ when action.Groups["segment"] is { Success: true } segment => directory.Split('/')[int.Parse(segment.Value)],
            _ when action.Groups["index"] is { Success: true } label => cluster.Labels.GetValueOrDefault(label.Value, ""),
            _ when action.Groups["label"] is { Success: true } label => cluster.Labels[label.Value],
            _ when action.Groups["cluster"].Success => cluster.Name,
            _ => throw new NotSupportedException(action.Value),
        });

    private static string? LabelIn(string template) =>
        Action().Match(template) is var action && action.Groups["index"].Success ? action.Groups["index"].Value
        : action.Groups["label"].Success ? action.Groups["label"].Value
        : null;

    [GeneratedRegex(
        """\{\{(index \.path\.segments (?<segment>\d)|index \.metadata\.labels "(?<index>[a-z-]+)"|"""
        + """\.metadata\.labels\.(?<label>[a-z]+)|(?<cluster>\.nameNormalized)|.*?)\}\}""")]
    private static partial Regex Action();

    private static MatrixGenerator[] Read()
    {
        var path = System.IO.Path.Combine(Repository.Root, "tests/GitOps/Facts/application-sets.json");
        using var facts = JsonDocument.Parse(File.ReadAllText(path));
        return facts.RootElement.GetProperty("applicationSets").Deserialize<MatrixGenerator[]>(JsonSerializerOptions.Web)!;
    }
}

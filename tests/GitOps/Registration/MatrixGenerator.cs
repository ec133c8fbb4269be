using System.Text.Json;
using System.Text.RegularExpressions;

namespace K8tre.Tests.GitOps.Registration;

/// <summary>A cluster Secret, as Argo CD's cluster generator sees it.</summary>
internal sealed record RegisteredCluster(string Name, IReadOnlyDictionary<string, string> Labels);

/// <summary>What a generator made: an Application, and what its plugin is given.</summary>
internal sealed record GeneratedApplication(string Name, string Path, string? Plugin, IReadOnlyDictionary<string, string> Variables);

/// <summary>
/// One of K8TRE's ApplicationSets as a fact (<c>Facts/application-sets.json</c>), run as the ApplicationSet controller does: the folders
/// that match the Git generator's path, times the clusters that match the selector, each put into the templates.
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
    /// <summary>All of them, at the commit that the file names.</summary>
    public static IReadOnlyList<MatrixGenerator> All { get; } = Read();

    /// <summary>Every Application that all of them make of a cluster, sorted.</summary>
    public static IReadOnlyList<GeneratedApplication> Run(RegisteredCluster cluster) =>
        [.. All.SelectMany(set => set.Applications(cluster)).OrderBy(application => application.Name, StringComparer.Ordinal)];

    /// <summary>The labels that the selector and the templates read.</summary>
    public IEnumerable<string> LabelsRead => MatchLabels.Keys
        .Append(UnlessTrue)
        .Concat((Variables ?? new Dictionary<string, string>()).Values.Select(template => LabelIn(template)))
        .OfType<string>();

    private IEnumerable<GeneratedApplication> Applications(RegisteredCluster cluster) =>
        from directory in Directories
        where MatchLabels.All(label => cluster.Labels.GetValueOrDefault(label.Key) == Render(label.Value, directory, cluster))
        // NotIn also matches where the label is absent.
        where UnlessTrue is null || cluster.Labels.GetValueOrDefault(UnlessTrue) != "true"
        select new GeneratedApplication(
            Render(Application, directory, cluster),
            directory,
            Plugin,
            (Variables ?? new Dictionary<string, string>()).ToDictionary(pair => pair.Key, pair => Render(pair.Value, directory, cluster)));

    // The four forms that the ApplicationSets use. `index` of a map gives nothing for a missing key; `.metadata.labels.key` is an error
    // then, by missingkey=error.
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

    [GeneratedRegex("""\{\{(index \.path\.segments (?<segment>\d)|index \.metadata\.labels "(?<index>[a-z-]+)"|\.metadata\.labels\.(?<label>[a-z]+)|(?<cluster>\.nameNormalized)|.*?)\}\}""")]
    private static partial Regex Action();

    private static MatrixGenerator[] Read()
    {
        using var facts = JsonDocument.Parse(File.ReadAllText(System.IO.Path.Combine(Repository.Root, "tests/GitOps/Facts/application-sets.json")));
        return facts.RootElement.GetProperty("applicationSets").Deserialize<MatrixGenerator[]>(JsonSerializerOptions.Web)!;
    }
}

using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace K8tre.Automation.Conformance;

/// <summary>The results of all checks of a plan.</summary>
/// <param name="Stack">Name of the stack.</param>
/// <param name="Checks">The results, in the order of the checks.</param>
internal sealed record ConformanceReport(string Stack, IReadOnlyList<CheckResult> Checks)
{
    private static readonly ConformanceJson Json = new(new JsonSerializerOptions
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        WriteIndented = true,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    });

    /// <summary>True if all problems are accepted.</summary>
    [JsonIgnore]
    public bool IsGood => Checks.All(check => check.Problems.All(problem => problem.Accepted is not null));

    /// <summary>Writes the report as JSON.</summary>
    public void WriteJson(TextWriter output) => output.WriteLine(JsonSerializer.Serialize(this, Json.ConformanceReport));

    /// <summary>Writes a line for each check, each problem, and each reason of accepted problems.</summary>
    public void WriteText(TextWriter output)
    {
        foreach (var check in Checks)
        {
            var acceptedCount = check.Problems.Count(problem => problem.Accepted is not null);
            output.WriteLine(
                $"{check.Name,-14}{check.Checked,5} resources checked, {check.Problems.Count - acceptedCount} problems"
                + (acceptedCount > 0 ? $", {acceptedCount} accepted" : ""));
        }

        var problems = Checks.SelectMany(check => check.Problems).ToList();
        foreach (var problem in problems.Where(problem => problem.Accepted is null))
            output.WriteLine($"{problem.Check}: {problem.Type} '{problem.Name}'{Place(problem.Path)}: {problem.Message}");

        var accepted = problems.Where(problem => problem.Accepted is not null);
        foreach (var ((check, reason), count) in accepted.CountBy(problem => (problem.Check, problem.Accepted)))
            output.WriteLine($"accepted, {check}, {count} times: {reason}");
    }

    private static string Place(string path) => path.Length > 0 ? $" {path}" : "";
}

[JsonSerializable(typeof(ConformanceReport))]
internal sealed partial class ConformanceJson : JsonSerializerContext;

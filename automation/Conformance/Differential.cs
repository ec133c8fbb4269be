using K8tre.Automation.Engine;
using K8tre.PlanModel;

namespace K8tre.Automation.Conformance;

/// <summary>Registers the resources of a plan with the official SDK, and compares its requests with those of the program.</summary>
internal static class Differential
{
    private const string Name = "differential";

    // The components of this repository, the stack and its references to other stacks.
    private static readonly string[] OwnPrefixes = ["k8tre:", "pulumi:pulumi:"];

    /// <summary>Runs the check.</summary>
    /// <param name="plan">The plan.</param>
    /// <param name="planFile">A file with the same plan, for the program of the official SDK.</param>
    /// <param name="packages">The official packages.</param>
    /// <param name="cancellation">Ends the program.</param>
    /// <exception cref="CommandException">The program of the official SDK failed as a whole.</exception>
    public static async Task<CheckResult> RunAsync(Plan plan, string planFile, NodePackages packages, CancellationToken cancellation)
    {
        var run = await NodeProgram.RunAsync(
            [Path.Combine(packages.Directory, "replay.mjs"), planFile],
            new EngineOptions { Project = plan.Project, Stack = plan.Stack },
            packages,
            new Dictionary<string, string>(),
            [],
            cancellation);
        var compared = plan.Resources.Where(IsOfficial).ToList();
        var official = ProgramPlan.From(run.Plan).Resources.ToDictionary(resource => resource.Urn);
        var failures = Failures(run.Errors);

        // The program logs the reason if it cannot register a resource. Other failures are those of the program itself.
        if (run.ExitCode != 0 && !compared.Exists(resource => failures.ContainsKey(resource.Urn)))
        {
            throw CommandException.Failed(
                $"the official SDK could not register the plan, exit code {run.ExitCode}:\n"
                + $"{string.Join('\n', run.Errors)}\n{run.ErrorOutput.Trim()}".Trim());
        }

        var problems = compared.SelectMany(ours =>
        {
            var differences = official.TryGetValue(ours.Urn, out var theirs)
                ? ResourceComparison.Compare(ours, theirs)
                : [NotRegistered(failures.GetValueOrDefault(ours.Urn, "it gave no reason"))];
            return differences.Select(difference => ToProblem(ours, difference));
        });
        return new(Name, compared.Count, [.. problems]);
    }

    private static bool IsOfficial(PlanResource resource)
        => !OwnPrefixes.Any(prefix => resource.Type.StartsWith(prefix, StringComparison.Ordinal));

    // replay.mjs logs the URN on the first line and the reason on the following lines.
    private static Dictionary<string, string> Failures(IEnumerable<string> errors)
        => errors.Select(error => error.Split('\n', 2)).Where(error => error.Length == 2 && ResourceUrn.IsUrn(error[0]))
            .GroupBy(error => error[0], error => error[1])
            .ToDictionary(errors => errors.Key, errors => errors.First());

    private static Difference NotRegistered(string reason) => new("", $"the official SDK does not register it: {reason}");

    private static Problem ToProblem(PlanResource resource, Difference difference) => new()
    {
        Check = Name,
        Urn = resource.Urn,
        Type = resource.Type,
        Name = resource.Name,
        Path = difference.Path,
        Message = difference.Message,
    };
}

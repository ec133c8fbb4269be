using K8tre.Automation.Engine;
using K8tre.Automation.Plans;

namespace K8tre.Automation.Conformance;

/// <summary>Has the official SDK register what a plan holds, and compares what it sent with what the program sent.</summary>
internal static class Differential
{
    /// <summary>Name of the check.</summary>
    public const string Name = "differential";

    // Our components, and the stack with its references to others.
    private static readonly string[] OwnPrefixes = ["k8tre:", "pulumi:pulumi:"];

    /// <summary>Runs the check.</summary>
    /// <param name="plan">The plan.</param>
    /// <param name="planFile">The same plan, as the official SDK's program reads it.</param>
    /// <param name="packages">The official packages.</param>
    /// <param name="cancellation">Ends the program.</param>
    /// <exception cref="CommandException">The official SDK's program failed as a whole.</exception>
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
        var official = run.Plan.Resources.ToDictionary(resource => resource.Urn);
        var failures = Failures(run.Errors);

        // The program logs why it can't register a resource; any other failure is one of the replay itself.
        if (run.ExitCode != 0 && !compared.Exists(resource => failures.ContainsKey(resource.Urn)))
        {
            throw CommandException.Failed(
                $"the official SDK could not register the plan, exit code {run.ExitCode}:\n"
                + $"{string.Join('\n', run.Errors)}\n{run.ErrorOutput.Trim()}".Trim());
        }

        var problems = compared.SelectMany(ours => official.TryGetValue(ours.Urn, out var theirs)
            ? ResourceComparison.Of(ours, theirs)
            : [NotRegistered(ours, failures)]);
        return new(Name, compared.Count, [.. problems]);
    }

    private static bool IsOfficial(PlanResource resource)
        => !OwnPrefixes.Any(prefix => resource.Type.StartsWith(prefix, StringComparison.Ordinal));

    // replay.mjs logs the URN on a line, and then the reason.
    private static Dictionary<string, string> Failures(IEnumerable<string> errors)
        => errors.Select(error => error.Split('\n', 2)).Where(error => error.Length == 2 && ResourceUrn.IsUrn(error[0]))
            .GroupBy(error => error[0], error => error[1])
            .ToDictionary(errors => errors.Key, errors => errors.First());

    private static Problem NotRegistered(PlanResource resource, Dictionary<string, string> failures) => ResourceComparison.Problem(
        resource, "", $"the official SDK does not register it: {failures.GetValueOrDefault(resource.Urn, "it gave no reason")}");
}

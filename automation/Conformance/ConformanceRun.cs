using K8tre.PlanModel;

namespace K8tre.Automation.Conformance;

/// <summary>Checks a plan against the official packages for Node.js: their types, their schema, and the requests that they send.</summary>
internal static class ConformanceRun
{
    /// <summary>Runs all checks.</summary>
    /// <param name="plan">The plan.</param>
    /// <param name="packages">The official packages, installed.</param>
    /// <param name="cancellation">Ends the checks.</param>
    /// <exception cref="CommandException">A check failed to run.</exception>
    public static async Task<ConformanceReport> ExecuteAsync(Plan plan, NodePackages packages, CancellationToken cancellation)
    {
        plan = ProgramPlan.From(plan);
        var accepted = AcceptedProblems.Read(Path.Combine(packages.Directory, "accepted.json"));
        var file = Path.GetTempFileName();
        try
        {
            await using (var stream = File.Create(file))
                PlanJson.Write(plan, stream);

            var checks = await Task.WhenAll(
                PlanScript.RunAsync(PlanScript.Types, file, packages, cancellation),
                PlanScript.RunAsync(PlanScript.Schema, file, packages, cancellation),
                Differential.RunAsync(plan, file, packages, cancellation));
            return new(plan.Stack, [.. checks.Select(check => check with { Problems = [.. check.Problems.Select(accepted.Explain)] })]);
        }
        finally
        {
            File.Delete(file);
        }
    }
}

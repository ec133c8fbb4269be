using System.CommandLine;
using System.Text.Json;
using K8tre.Automation.Conformance;
using K8tre.Automation.Plans;

namespace K8tre.Automation.Commands;

/// <summary><c>k8tre conformance</c>: checks a plan against the official packages for Node.js.</summary>
internal static class ConformanceCommand
{
    /// <summary>The command.</summary>
    public static Command Create()
    {
        var stack = StackArgument.Create();
        var planFile = new Option<string?>("--plan") { Description = "Check a plan that `plan --out` wrote", HelpName = "file" };
        var json = new Option<bool>("--json") { Description = "Print the result as JSON" };
        var program = new Option<string?>("--program") { Description = "Compiled program (.dll) to run", Hidden = true };

        var command = new Command("conformance", "Check a plan against the official packages for Node.js (needs Node.js and npm)")
        {
            stack, planFile, json, program,
        };
        command.SetAction((call, cancellation) => RunAsync(
            call.GetValue(stack), call.GetValue(planFile), call.GetValue(program), call.GetValue(json), cancellation));
        return command;
    }

    private static async Task<int> RunAsync(
        string? stack, string? planFile, string? program, bool printJson, CancellationToken cancellation)
    {
        ConformanceReport report;
        using (var progress = new ProgressLine("conformance"))
        {
            var packages = NodePackages.Of(CommandLine.ProjectDirectory());
            var plan = await PlanAsync(stack, planFile, program, progress, cancellation);
            await packages.EnsureInstalledAsync(text => progress.Say("info", text), cancellation);
            progress.Show($"checking {plan.Resources.Count} resources");
            report = await ConformanceRun.ExecuteAsync(plan, packages, cancellation);
        }

        if (printJson)
            report.WriteJson(Console.Out);
        else
            report.WriteText(Console.Out);

        return report.IsGood ? ExitCode.Ok : ExitCode.Failed;
    }

    private static async Task<Plan> PlanAsync(
        string? stack, string? planFile, string? program, ProgressLine progress, CancellationToken cancellation)
    {
        if (planFile is not null)
            return stack is null ? Read(planFile) : throw CommandException.WrongCall("give either a stack or --plan, not both");

        var request = new PlanRequest
        {
            ProjectDirectory = CommandLine.ProjectDirectory(),
            Stack = stack ?? throw StackArgument.Missing("conformance"),
            Program = program,
            OnMessage = progress.Say,
            OnProgress = count => progress.Show($"planning, {count} resources"),
        };
        return await PlanRun.ExecuteAsync(request, cancellation);
    }

    private static Plan Read(string file)
    {
        try
        {
            using var stream = File.OpenRead(file);
            return PlanJson.Read(stream);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw CommandException.WrongCall($"--plan is '{file}', which can't be read: {error.Message}");
        }
        catch (JsonException error)
        {
            throw CommandException.WrongCall($"--plan is '{file}', which is no plan: {error.Message}");
        }
    }
}

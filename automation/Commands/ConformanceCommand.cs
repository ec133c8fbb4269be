using System.CommandLine;
using System.Text.Json;
using K8tre.Automation.Conformance;
using K8tre.Automation.Planning;
using K8tre.Automation.Projects;
using K8tre.PlanModel;

namespace K8tre.Automation.Commands;

/// <summary><c>k8tre conformance</c>: checks a plan against the official Pulumi packages for Node.js.</summary>
internal static class ConformanceCommand
{
    /// <summary>Creates the command.</summary>
    public static Command Create()
    {
        var stack = StackArgument.Create();
        var planFile = new Option<string?>("--plan") { Description = "Check a plan file that `plan --out` wrote", HelpName = "file" };
        var json = new Option<bool>("--json") { Description = "Print the result as JSON" };
        var program = ProgramOption.Create();

        var command = new Command("conformance", "Check a plan against the official packages for Node.js (requires Node.js and npm)")
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
        var missing = new MissingSecrets(stack ?? "");
        ConformanceReport report;
        using (var progress = new ProgressLine("conformance"))
        {
            var packages = NodePackages.Find(Project.FindDirectory());
            var plan = await PlanAsync(stack, planFile, program, progress, missing, cancellation);
            await packages.EnsureInstalledAsync(text => progress.WriteMessage("info", text), cancellation);
            progress.Show($"checking {plan.Resources.Count} resources");
            report = await ConformanceRun.ExecuteAsync(plan, packages, cancellation);
        }

        if (printJson)
            report.WriteJson(Console.Out);
        else
            report.WriteText(Console.Out);

        missing.Write(Console.Error);
        return report.IsGood ? ExitCode.Ok : ExitCode.Failed;
    }

    private static async Task<Plan> PlanAsync(
        string? stack, string? planFile, string? program, ProgressLine progress, MissingSecrets missing, CancellationToken cancellation)
    {
        if (planFile is not null)
            return stack is null ? Read(planFile) : throw CommandException.WrongCall("both a stack and --plan are given; give one of them");

        var request = new PlanRequest
        {
            ProjectDirectory = Project.FindDirectory(),
            Stack = stack ?? throw StackArgument.Missing("conformance"),
            Program = program,
            OnMessage = progress.WriteMessage,
            OnMissingSecret = missing.Add,
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
            throw CommandException.WrongCall($"--plan is '{file}', which is not readable: {error.Message}");
        }
        catch (JsonException error)
        {
            throw CommandException.WrongCall($"--plan is '{file}', which is not a plan: {error.Message}");
        }
    }
}

using System.CommandLine;
using K8tre.Automation.Engine.Updates;
using K8tre.Automation.Planning;
using K8tre.Automation.Projects;
using K8tre.PlanModel;

namespace K8tre.Automation.Commands;

/// <summary><c>k8tre plan</c>: shows or writes the plan of a stack.</summary>
internal static class PlanCommand
{
    private const int DefaultTimeoutSeconds = 300;
    private const int MaximumTimeoutSeconds = 24 * 60 * 60;
    private const int MaximumPort = 65_535;

    /// <summary>Creates the command.</summary>
    public static Command Create()
    {
        var stack = StackArgument.Create();
        var json = new Option<bool>("--json") { Description = "Print the plan as JSON instead of a tree (docs/reference/plan-model.md)" };
        var output = new Option<string?>("--out")
        {
            Description = "Write the plan as JSON to a file, only if the plan succeeds",
            HelpName = "file",
        };
        var since = new Option<string?>("--since")
        {
            Description = "Show the changes since an earlier plan (--out) or a deployed state (pulumi stack export)",
            HelpName = "file",
        };
        var expectNoChanges = new Option<bool>("--expect-no-changes")
        {
            Description = $"End with exit code {ExitCode.Drift} if there are changes since the state",
        };
        var timeout = WholeNumber.Option(
            "--timeout", "Time limit of the program in seconds", 1, MaximumTimeoutSeconds, DefaultTimeoutSeconds);
        var port = WholeNumber.Option("--port", "Port of the engine on 127.0.0.1; 0 selects a free port", 0, MaximumPort, 0);
        var program = ProgramOption.Create();

        var command = new Command("plan", "Show the resources of a stack without deploying anything")
        {
            stack, json, output, since, expectNoChanges, timeout, port, program,
        };
        command.SetAction((call, cancellation) => RunAsync(
            new()
            {
                ProjectDirectory = Project.FindDirectory(),
                Stack = call.GetValue(stack) ?? throw StackArgument.Missing("plan"),
                Program = call.GetValue(program),
                Timeout = TimeSpan.FromSeconds(call.GetValue(timeout)),
                Port = call.GetValue(port),
                Since = Since(call.GetValue(since), call.GetValue(expectNoChanges)),
            },
            call.GetValue(json),
            call.GetValue(output),
            call.GetValue(expectNoChanges),
            cancellation));
        return command;
    }

    private static RecordedState? Since(string? path, bool expectNoChanges)
        => path is not null ? RecordedState.Read(path)
            : expectNoChanges ? throw CommandException.WrongCall("--expect-no-changes needs --since; name an earlier plan or an export")
            : null;

    private static async Task<int> RunAsync(
        PlanRequest request, bool printJson, string? outputPath, bool expectNoChanges, CancellationToken cancellation)
    {
        using var file = outputPath is null ? null : OutputFile.At(outputPath);
        var missing = new MissingSecrets(request.Stack);
        Plan plan;
        using (var progress = new ProgressLine($"planning {request.Stack}"))
        {
            request = request with
            {
                OnMessage = progress.WriteMessage,
                OnMissingSecret = missing.Add,
                OnProgress = count => progress.Show($"{count} resources"),
            };
            plan = await PlanRun.ExecuteAsync(request, cancellation);
        }

        file?.Write(stream => PlanJson.Write(plan, stream));
        if (printJson)
        {
            await using var output = StandardStream.OpenOutput();
            PlanJson.Write(plan, output);
        }
        else if (request.Since is not null)
        {
            ChangeList.Write(plan, request.Since.Source, Console.Out);
        }
        else if (file is null)
        {
            PlanTree.Print(plan);
        }

        missing.Write(Console.Error);
        var hasChanges = plan.Changes is { Resources.Count: > 0 } or { Undetermined.Count: > 0 };
        return expectNoChanges && hasChanges ? ExitCode.Drift : ExitCode.Ok;
    }
}

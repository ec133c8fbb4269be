using System.CommandLine;
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
        var timeout = WholeNumber.Option(
            "--timeout", "Time limit of the program in seconds", 1, MaximumTimeoutSeconds, DefaultTimeoutSeconds);
        var port = WholeNumber.Option("--port", "Port of the engine on 127.0.0.1; 0 selects a free port", 0, MaximumPort, 0);
        var program = ProgramOption.Create();

        var command = new Command("plan", "Show the resources of a stack without deploying anything")
        {
            stack, json, output, timeout, port, program,
        };
        command.SetAction((call, cancellation) => RunAsync(
            new()
            {
                ProjectDirectory = Project.FindDirectory(),
                Stack = call.GetValue(stack) ?? throw StackArgument.Missing("plan"),
                Program = call.GetValue(program),
                Timeout = TimeSpan.FromSeconds(call.GetValue(timeout)),
                Port = call.GetValue(port),
            },
            call.GetValue(json),
            call.GetValue(output),
            cancellation));
        return command;
    }

    private static async Task<int> RunAsync(PlanRequest request, bool printJson, string? outputPath, CancellationToken cancellation)
    {
        var file = outputPath is null ? null : OutputFile.At(outputPath);
        Plan plan;
        using (var progress = new ProgressLine($"planning {request.Stack}"))
        {
            request = request with { OnMessage = progress.WriteMessage, OnProgress = count => progress.Show($"{count} resources") };
            plan = await PlanRun.ExecuteAsync(request, cancellation);
        }

        file?.Write(stream => PlanJson.Write(plan, stream));
        if (printJson)
        {
            await using var output = Console.OpenStandardOutput();
            PlanJson.Write(plan, output);
        }
        else if (file is null)
        {
            PlanTree.Print(plan);
        }

        return ExitCode.Ok;
    }
}

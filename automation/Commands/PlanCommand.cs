using System.CommandLine;
using K8tre.Automation.Plans;

namespace K8tre.Automation.Commands;

/// <summary><c>k8tre plan</c>: shows or writes what a stack would consist of.</summary>
internal static class PlanCommand
{
    private const int DefaultTimeoutSeconds = 300;
    private const int MaximumTimeoutSeconds = 24 * 60 * 60;
    private const int MaximumPort = 65_535;

    /// <summary>The command.</summary>
    public static Command Create()
    {
        var stack = StackArgument.Create();
        var json = new Option<bool>("--json") { Description = "Print the plan as JSON instead of a tree (docs/reference/plan-model.md)" };
        var output = new Option<string?>("--out")
        {
            Description = "Write the plan as JSON to a file, only if it succeeds",
            HelpName = "file",
        };
        var timeout = WholeNumber.Option("--timeout", "Seconds that the program may take", 1, MaximumTimeoutSeconds, DefaultTimeoutSeconds);
        var port = WholeNumber.Option("--port", "Port of 127.0.0.1 for the engine; 0 takes a free one", 0, MaximumPort, 0);
        var program = new Option<string?>("--program")
        {
            Description = "Compiled program (.dll) to run instead of the one built here",
            Hidden = true,
        };

        var command = new Command("plan", "Show what a stack would consist of, without deploying anything")
        {
            stack, json, output, timeout, port, program,
        };
        command.SetAction((call, cancellation) => RunAsync(
            new()
            {
                ProjectDirectory = CommandLine.ProjectDirectory(),
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
            plan = await PlanRun.ExecuteAsync(
                request with { OnMessage = progress.Say, OnProgress = count => progress.Show($"{count} resources") }, cancellation);
        }

        file?.Write(stream => PlanJson.Write(plan, stream));
        if (printJson)
        {
            using var output = Console.OpenStandardOutput();
            PlanJson.Write(plan, output);
        }
        else if (file is null)
        {
            PlanTree.Print(plan);
        }

        return ExitCode.Ok;
    }
}

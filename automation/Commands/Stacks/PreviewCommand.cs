using System.CommandLine;
using K8tre.Automation.Operations.Stages;

namespace K8tre.Automation.Commands.Stacks;

/// <summary><c>k8tre preview</c>: shows what a deployment would do to a stack.</summary>
internal static class PreviewCommand
{
    /// <summary>Creates the command.</summary>
    public static Command Create()
    {
        var stack = StackArgument.Create();
        var output = new Option<string?>("--out", "--save")
        {
            Description = "Write a plan file for `up --plan`, only if the preview succeeds",
            HelpName = "file",
        };
        var expectNoChanges = new Option<bool>("--expect-no-changes")
        {
            Description = $"End with exit code {ExitCode.Drift} if there are changes",
        };
        var (diff, json, target, parallel) = (
            OperationCommand.Diff(), OperationCommand.Json(), OperationCommand.Target(), OperationCommand.Parallel());
        var program = ProgramOption.Create();
        var command = new OperationCommand(
            "preview",
            "Show what a deployment would do, compared with the state (requires the Pulumi CLI)",
            """
            k8tre preview dev                  Show the changes
            k8tre preview dev --diff           Show also which properties change
            k8tre preview dev --out dev.plan   Write a plan file; `k8tre up dev --plan dev.plan` deploys exactly it
            """)
        {
            stack, output, expectNoChanges, diff, json, target, parallel, program,
        };
        command.SetAction((call, _) =>
        {
            var options = new OperationOptions
            {
                Stack = call.GetValue(stack) ?? throw StackArgument.Missing("preview"),
                Targets = call.GetValue(target) ?? [],
                Parallel = call.GetValue(parallel),
                Program = call.GetValue(program),
            };
            var file = call.GetValue(output) is { } path ? OutputFile.At(path) : null;
            return command.RunAsync(options.Stack, call.GetValue(json), call.GetValue(diff), async (session, display, interruption) =>
            {
                using var operation = new PreviewOperation(session, options, display, interruption);
                await operation.RunAsync();
                file?.Write(operation.Plan!.Write);
                return call.GetValue(expectNoChanges) && operation.Planned.Changes.Count > 0 ? ExitCode.Drift : ExitCode.Ok;
            });
        });
        return command;
    }
}

using System.CommandLine;
using K8tre.Automation.Operations.Stages;

namespace K8tre.Automation.Commands.Stacks;

/// <summary><c>k8tre drift</c>: shows how the real resources differ from the state. It takes no lock and changes nothing.</summary>
internal static class DriftCommand
{
    /// <summary>Creates the command.</summary>
    public static Command Create()
    {
        var stack = StackArgument.Create();
        var (json, target, parallel) = (OperationCommand.Json(), OperationCommand.Target(), OperationCommand.Parallel());
        var command = new OperationCommand(
            "drift",
            $"Show how the real resources differ from the state; exit code {ExitCode.Drift} if they do (requires the Pulumi CLI)",
            """
            k8tre drift prod                   Show the differences
            k8tre drift prod --json            As JSON, for a scheduled pipeline
            """)
        {
            stack, json, target, parallel,
        };
        command.SetAction((call, _) =>
        {
            var options = new OperationOptions
            {
                Stack = call.GetValue(stack) ?? throw StackArgument.Missing("drift"),
                Targets = call.GetValue(target) ?? [],
                Parallel = call.GetValue(parallel),
            };
            return command.RunAsync(options.Stack, call.GetValue(json), true, async (session, display, interruption) =>
            {
                var comparison = new DriftOperation(session, options, display, interruption);
                await comparison.RunAsync();
                return comparison.Planned.Changes.Count > 0 ? ExitCode.Drift : ExitCode.Ok;
            });
        });
        return command;
    }
}

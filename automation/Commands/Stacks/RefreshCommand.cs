using System.CommandLine;
using K8tre.Automation.Operations.Stages;

namespace K8tre.Automation.Commands.Stacks;

/// <summary><c>k8tre refresh</c>: writes what the resources really are to the state.</summary>
internal static class RefreshCommand
{
    /// <summary>Creates the command.</summary>
    public static Command Create()
    {
        var stack = StackArgument.Create();
        var (yes, diff, json, target, parallel) = (
            OperationCommand.Yes(),
            OperationCommand.Diff(),
            OperationCommand.Json(),
            OperationCommand.Target(),
            OperationCommand.Parallel());
        var clear = new Option<bool>("--clear-pending-creates")
        {
            Description = "Remove creations from the state that an interrupted run never recorded. Check with the vendor first",
        };
        var command = new OperationCommand(
            "refresh",
            "Compare the state with the real resources, ask, and write the differences to the state (requires the Pulumi CLI)",
            """
            k8tre refresh dev                  Show the differences, ask, and write them to the state
            k8tre refresh dev --yes            Write them without a question
            """)
        {
            stack, yes, diff, clear, json, target, parallel,
        };
        command.SetAction((call, _) =>
        {
            var options = new OperationOptions
            {
                Stack = call.GetValue(stack) ?? throw StackArgument.Missing("refresh"),
                IsApproved = call.GetValue(yes),
                ClearsPendingCreates = call.GetValue(clear),
                Targets = call.GetValue(target) ?? [],
                Parallel = call.GetValue(parallel),
            };
            return command.RunAsync(options.Stack, call.GetValue(json), call.GetValue(diff), async (session, display, interruption) =>
            {
                await new RefreshOperation(session, options, display, interruption).RunAsync();
                return ExitCode.Ok;
            });
        });
        return command;
    }
}

using System.CommandLine;
using K8tre.Automation.Operations.Stages;

namespace K8tre.Automation.Commands.Stacks;

/// <summary><c>k8tre destroy</c>: deletes the resources of a stack.</summary>
internal static class DestroyCommand
{
    /// <summary>Creates the command.</summary>
    public static Command Create()
    {
        var stack = StackArgument.Create();
        var confirm = new Option<string?>("--confirm")
        {
            Description = "Name of the stack again, in place of the question",
            HelpName = "stack",
        };
        var removeProtection = new Option<bool>("--remove-protection")
        {
            Description = "Delete protected resources too, with their data. Without it, a protected resource ends the command",
        };
        var (json, parallel) = (OperationCommand.Json(), OperationCommand.Parallel());
        var command = new OperationCommand(
            "destroy",
            "Show what would be deleted and what stays, ask for the name of the stack, and delete it (requires the Pulumi CLI)",
            """
            k8tre destroy dev                  Show what would be deleted, ask for the name, and delete it
            k8tre destroy dev --confirm dev    Delete without a question
            """)
        {
            stack, confirm, removeProtection, json, parallel,
        };
        command.SetAction((call, _) =>
        {
            var options = new OperationOptions
            {
                Stack = call.GetValue(stack) ?? throw StackArgument.Missing("destroy"),
                Confirmation = call.GetValue(confirm),
                RemovesProtection = call.GetValue(removeProtection),
                Parallel = call.GetValue(parallel),
            };
            return command.RunAsync(options.Stack, call.GetValue(json), false, async (session, display, interruption) =>
            {
                await new DestroyOperation(session, options, display, interruption).RunAsync();
                return ExitCode.Ok;
            });
        });
        return command;
    }
}

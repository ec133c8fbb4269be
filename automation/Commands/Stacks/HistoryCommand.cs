using System.CommandLine;
using K8tre.Automation.Operations.Outputs;

namespace K8tre.Automation.Commands.Stacks;

/// <summary><c>k8tre history</c>: lists the operations of a stack.</summary>
internal static class HistoryCommand
{
    private const int DefaultCount = 20;
    private const int MaximumCount = 1000;

    /// <summary>Creates the command.</summary>
    public static Command Create()
    {
        var stack = StackArgument.Create();
        var count = WholeNumber.Option("--last", "Number of operations", 1, MaximumCount, DefaultCount);
        var json = new Option<bool>("--json") { Description = "Print JSON" };
        var command = new OperationCommand(
            "history",
            "List the operations of a stack, the newest first (requires the Pulumi CLI)",
            """
            k8tre history prod                 List the last 20 operations
            k8tre history prod --last 1 --json
            """)
        {
            stack, count, json,
        };
        command.SetAction((call, _) => command.RunAsync(call.GetValue(stack), false, false, async (session, _, interruption) =>
        {
            var entries = await session.RunAsync(
                token => session.Stack.GetHistoryAsync(new() { PageSize = call.GetValue(count), ShowSecrets = false }, token),
                report: null,
                interruption);
            var table = new HistoryTable(entries);
            if (call.GetValue(json))
                table.WriteJson(Console.Out);
            else
                table.WriteText(Console.Out);
            return ExitCode.Ok;
        }));
        return command;
    }
}

using System.CommandLine;
using K8tre.Automation.Operations.State;

namespace K8tre.Automation.Commands.Stacks;

/// <summary><c>k8tre cancel</c>: ends a run of another process, or removes the lock that an ended one left.</summary>
internal static class CancelCommand
{
    /// <summary>Creates the command.</summary>
    public static Command Create()
    {
        var stack = StackArgument.Create();
        var stop = new Option<bool>("--stop") { Description = "Let a run on this machine end, as Ctrl-C does, and wait for its end" };
        var force = new Option<bool>("--force")
        {
            Description = "Remove a lock whose holder cannot be checked from here. You have made sure that no run goes on",
        };
        var command = new OperationCommand(
            "cancel",
            "Remove the lock of a run that has ended, or end a run on this machine (requires the Pulumi CLI)",
            """
            k8tre cancel dev                   Remove the lock, if the process that created it has ended
            k8tre cancel dev --stop            Let the run on this machine end first
            """)
        {
            stack, stop, force,
        };
        command.SetAction((call, _) => command.RunAsync(call.GetValue(stack), false, false, async (session, _, interruption) =>
        {
            var done = await new LockRemoval(session, interruption).RunAsync(call.GetValue(stop), call.GetValue(force));
            Console.Out.WriteLine(done);
            return ExitCode.Ok;
        }));
        return command;
    }
}

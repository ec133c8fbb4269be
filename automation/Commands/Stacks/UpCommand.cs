using System.CommandLine;
using K8tre.Automation.Operations.Stages;

namespace K8tre.Automation.Commands.Stacks;

/// <summary><c>k8tre up</c>: deploys a stack.</summary>
internal static class UpCommand
{
    /// <summary>Creates the command.</summary>
    public static Command Create()
    {
        var stack = StackArgument.Create();
        var plan = new Option<string?>("--plan")
        {
            Description = "Deploy exactly what a plan file shows. The command refuses if anything else would be done",
            HelpName = "file",
        };
        var (yes, diff, json, target, parallel) = (
            OperationCommand.Yes(),
            OperationCommand.Diff(),
            OperationCommand.Json(),
            OperationCommand.Target(),
            OperationCommand.Parallel());
        var program = ProgramOption.Create();
        var command = new OperationCommand(
            "up",
            "Deploy a stack: plan, check, approve, apply, verify, record (requires the Pulumi CLI)",
            """
            k8tre up dev                       Show the changes, ask, and deploy them
            k8tre up dev --plan dev.plan       Deploy exactly what `k8tre preview dev --out dev.plan` showed
            k8tre up dev --yes                 Deploy without a question
            """)
        {
            stack, plan, yes, diff, json, target, parallel, program,
        };
        command.SetAction((call, _) =>
        {
            var options = new OperationOptions
            {
                Stack = call.GetValue(stack) ?? throw StackArgument.Missing("up"),
                PlanFile = call.GetValue(plan),
                IsApproved = call.GetValue(yes),
                Targets = call.GetValue(target) ?? [],
                Parallel = call.GetValue(parallel),
                Program = call.GetValue(program),
            };
            return command.RunAsync(options.Stack, call.GetValue(json), call.GetValue(diff), async (session, display, interruption) =>
            {
                using var operation = new UpOperation(session, options, display, interruption);
                await operation.RunAsync();
                return ExitCode.Ok;
            });
        });
        return command;
    }
}

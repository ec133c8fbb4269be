using System.CommandLine;
using K8tre.Automation.Operations.Outputs;

namespace K8tre.Automation.Commands.Stacks;

/// <summary><c>k8tre outputs</c>: prints the outputs of a stack.</summary>
internal static class OutputsCommand
{
    /// <summary>Creates the command.</summary>
    public static Command Create()
    {
        var stack = StackArgument.Create();
        var name = new Argument<string?>("output")
        {
            Description = "Name of an output. Default: all outputs",
            HelpName = "output",
            Arity = ArgumentArity.ZeroOrOne,
        };
        var showSecrets = new Option<bool>("--show-secrets")
        {
            Description = "Decrypt secrets. Without it, outputs with secrets are masked",
        };
        var json = new Option<bool>("--json") { Description = "Print JSON" };
        var command = new OperationCommand(
            "outputs",
            "Print the outputs of a stack; secrets are masked (requires the Pulumi CLI)",
            """
            k8tre outputs dev                  Print all outputs
            k8tre outputs dev dev --show-secrets
            k8tre outputs dev --json | jq .
            """)
        {
            stack, name, showSecrets, json,
        };
        command.SetAction((call, _) => command.RunAsync(call.GetValue(stack), false, false, async (session, _, interruption) =>
        {
            var outputs = await StackOutputs.ReadAsync(session, call.GetValue(showSecrets), interruption);
            if (call.GetValue(name) is { } one)
                Console.Out.WriteLine(outputs.Value(one));
            else if (call.GetValue(json))
                outputs.WriteJson(Console.Out);
            else
                outputs.WriteText(Console.Out);
            return ExitCode.Ok;
        }));
        return command;
    }
}

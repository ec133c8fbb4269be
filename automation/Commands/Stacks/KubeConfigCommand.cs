using System.CommandLine;
using K8tre.Automation.Operations.Outputs;

namespace K8tre.Automation.Commands.Stacks;

/// <summary><c>k8tre kubeconfig</c>: gets the kubeconfig of a cluster.</summary>
internal static class KubeConfigCommand
{
    /// <summary>Creates the command.</summary>
    public static Command Create()
    {
        var stack = StackArgument.Create();
        var cluster = new Argument<string?>("cluster")
        {
            Description = "The environment of the cluster, or `management`. Default: the only cluster of the stack",
            HelpName = "cluster",
            Arity = ArgumentArity.ZeroOrOne,
        };
        var output = new Option<string?>("--out")
        {
            Description = "Write the kubeconfig to a file that only you can read (0600). Default: standard output",
            HelpName = "file",
        };
        var command = new OperationCommand(
            "kubeconfig",
            "Get the kubeconfig of a cluster (requires the Pulumi CLI)",
            """
            k8tre kubeconfig dev --out dev.kubeconfig
            KUBECONFIG=dev.kubeconfig kubectl get nodes
            k8tre kubeconfig prod stg --out stg.kubeconfig
            """)
        {
            stack, cluster, output,
        };
        command.SetAction((call, _) => command.RunAsync(call.GetValue(stack), false, false, async (session, _, interruption) =>
        {
            var outputs = await StackOutputs.ReadAsync(session, showSecrets: true, interruption);
            var text = outputs.KubeConfigOf(call.GetValue(cluster)).TrimEnd() + "\n";
            if (call.GetValue(output) is { } path)
                SecretFile.Write("--out", path, text);
            else
                Console.Out.Write(text);
            return ExitCode.Ok;
        }));
        return command;
    }
}

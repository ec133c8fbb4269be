using System.CommandLine;
using K8tre.Automation.Commands.Stacks;

namespace K8tre.Automation.Commands;

/// <summary>The root command, <c>k8tre</c>, with its help text.</summary>
internal static class K8treCommand
{
    private const string Description =
        """
        Plans and tests the infrastructure of a K8TRE: a Kubernetes-based Trusted Research Environment.

        A stack is one platform. Pulumi.<stack>.yaml describes it. A plan shows the resources that the program would
        deploy. It needs no cloud account, no credentials, no Pulumi CLI and no network, and deploys nothing.
        """;

    private const string Examples =
        """
        Examples:
          k8tre plan dev                     Show the resources of the stack dev as a tree
          k8tre plan dev --out dev.json      Write the plan as JSON (docs/reference/plan-model.md)
          k8tre plan dev --json | jq '.resources[].type'
          k8tre plan dev --since dev.json    Show the changes since an earlier plan
          k8tre conformance dev              Check the plan against the official Pulumi packages
          k8tre hosts prod                   Show the state of the hosts, and differences from their configuration
          k8tre test                         Run all tests
          k8tre test ArgoCd                  Run the tests with ArgoCd in their name
          source <(k8tre completion bash)    Complete commands, options and stacks in the shell

        Exit codes:
          0 success; 1 the plan or the tests failed; 2 the call is invalid and nothing was run;
          3 hosts differ from their configuration, or --expect-no-changes and there are changes; 130 interrupted

        """;

    /// <summary>Creates the command with all subcommands.</summary>
    public static RootCommand Create()
    {
        var root = new RootCommand(Description)
        {
            PlanCommand.Create(),
            PreviewCommand.Create(),
            UpCommand.Create(),
            DestroyCommand.Create(),
            RefreshCommand.Create(),
            DriftCommand.Create(),
            OutputsCommand.Create(),
            KubeConfigCommand.Create(),
            HistoryCommand.Create(),
            CancelCommand.Create(),
            ConformanceCommand.Create(),
            HostsCommand.Create(),
            TestCommand.Create(),
            VersionCommand.Create(),
            CompletionCommand.Create(),
        };
        HelpWithExamples.AddTo(root, Examples);
        return root;
    }
}

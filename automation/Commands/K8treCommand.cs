using System.CommandLine;

namespace K8tre.Automation.Commands;

/// <summary>The root of the command line: what stands in <c>k8tre --help</c>.</summary>
internal static class K8treCommand
{
    private const string Description =
        """
        Plans and tests the infrastructure of a K8TRE: a Kubernetes-based Trusted Research Environment.

        A stack is one platform, described in Pulumi.<stack>.yaml. A plan shows what the program would deploy from
        it; it needs no cloud account, no credentials, no Pulumi CLI and no network, and deploys nothing.
        """;

    private const string Examples =
        """
        Examples:
          k8tre plan dev                     What the stack dev consists of, as a tree
          k8tre plan dev --out dev.json      The same as JSON (docs/reference/plan-model.md)
          k8tre plan dev --json | jq '.resources[].type'
          k8tre conformance dev              Whether the official packages would send the same
          k8tre hosts prod                   How the hosts are, and what differs from what was set there
          k8tre test                         All tests
          k8tre test ArgoCd                  The tests with ArgoCd in their name
          source <(k8tre completion bash)    Completion of commands, options and stacks

        Exit codes:
          0 it worked; 1 the plan or the tests failed; 2 the call is wrong and nothing was run;
          3 hosts differ from what was set on them; 130 interrupted

        """;

    /// <summary>The command with all its subcommands.</summary>
    public static RootCommand Create()
    {
        var root = new RootCommand(Description)
        {
            PlanCommand.Create(),
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

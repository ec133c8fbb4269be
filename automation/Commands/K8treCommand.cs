using System.CommandLine;
using K8tre.Automation.Commands.Stacks;

namespace K8tre.Automation.Commands;

/// <summary>The root command, <c>k8tre</c>, with its help text.</summary>
internal static class K8treCommand
{
    private const string Description =
        """
        Plans, tests and operates the infrastructure of a K8TRE: a Kubernetes-based Trusted Research Environment.

        A stack is one platform. Pulumi.<stack>.yaml describes it. A plan shows the resources that the program would
        deploy. It needs no cloud account, no credentials, no Pulumi CLI and no network, and deploys nothing.
        Operations (preview, up, drift and others) run the Pulumi CLI on the state of a stack.
        """;

    private const string Examples =
        """
        Examples:
          k8tre plan dev                     Show the resources of the stack dev as a tree
          k8tre plan dev --out dev.json      Write the plan as JSON (docs/reference/plan-model.md)
          k8tre plan dev --json | jq '.resources[].type'
          k8tre plan dev --since dev.json    Show the changes since an earlier plan
          k8tre preview dev --out dev.plan   Show the changes since the state, and write a plan file
          k8tre up dev --plan dev.plan       Deploy exactly what the plan file shows
          k8tre drift dev                    Show how the resources differ from the state
          k8tre kubeconfig dev --out file    Get the kubeconfig of the cluster
          k8tre conformance dev              Check the plan against the official Pulumi packages
          k8tre hosts prod                   Show the state of the hosts, and differences from their configuration
          k8tre versions                     Show pinned versions, the newest known ones and their ends of support
          k8tre versions --check             Fail if the support of a version ends within 90 days
          k8tre sbom --out sbom.json         Write the software bill of materials (CycloneDX)
          k8tre test                         Run all tests
          k8tre test ArgoCd                  Run the tests with ArgoCd in their name
          source <(k8tre completion bash)    Complete commands, options and stacks in the shell

        Exit codes:
          0 success; 1 the plan, the operation or the tests failed; 2 the call is invalid and nothing was run;
          3 hosts or resources differ, --expect-no-changes and there are changes, or the support of a version
          ends within 90 days; 4 refused, nothing was changed; 5 another run holds the lock of the stack;
          130 interrupted

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
            VersionsCommand.Create(),
            SbomCommand.Create(),
            CompletionCommand.Create(),
        };
        HelpWithExamples.AddTo(root, Examples);
        return root;
    }
}

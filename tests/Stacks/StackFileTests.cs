using K8tre.Automation;

namespace K8tre.Tests.Stacks;

/// <summary>The real program on stack files of other operators, in a process of its own.</summary>
public sealed class StackFileTests
{
    private string Dev { get; } = File.ReadAllText(Path.Combine(Repository.Root, "Pulumi.dev.yaml"));

    private string OnPrem { get; } = File.ReadAllText(Path.Combine(Repository.Root, "Pulumi.onprem.yaml"));

    [Fact]
    public async Task Settings_with_problems_end_the_plan_with_all_of_them()
    {
        var error = await Assert.ThrowsAsync<CommandException>(() => StackFile.PlanAsync(Dev
            .Replace("environment: dev", "environment: prod", StringComparison.Ordinal)
            .Replace("targetRevision:", "revision:", StringComparison.Ordinal)));

        Assert.Equal(ExitCode.Failed, error.ExitCode);
        Assert.Equal(
            "the stack's settings have 3 problems:\n"
            + "  k8tre:platform.gitOps.targetRevision is missing; add it\n"
            + "  k8tre:platform.gitOps.revision is not a setting; known are repoUrl, targetRevision, credential, userName, gitHubApp, "
            + "knownHosts\n"
            + "  k8tre:platform.environments[0].environment is \"prod\"; allowed are dev, stg, prd; write prd",
            error.Message);
    }

    [Fact]
    public async Task Leaving_out_cr8tor_leaves_out_its_secrets_and_warns_of_what_goes_with_it()
    {
        var warnings = new List<string>();
        var plan = await StackFile.PlanAsync(
            Dev.Replace("region: on-premise", "region: on-premise\n        skip: [cr8tor]", StringComparison.Ordinal),
            onMessage: (severity, text) => warnings.Add($"{severity}: {text}"));

        Assert.Equal(11, plan.Resources.Count(resource => resource.Type == "kubernetes:core/v1:Secret"
            && (string?)resource.Inputs.At("metadata.namespace") == "secret-store"));
        Assert.Contains("identity.k8tre.io", Assert.Single(warnings), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_missing_platform_is_named()
    {
        var error = await Assert.ThrowsAsync<CommandException>(() => StackFile.PlanAsync("config: {}\n"));

        Assert.StartsWith("k8tre:platform has no value in Pulumi.other.yaml", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_encrypted_private_key_needs_no_passphrase_and_stays_secret()
    {
        var plan = await StackFile.PlanAsync(
            Dev.Replace("authentication: agent", "authentication: privateKey", StringComparison.Ordinal)
            + "  k8tre:sshPrivateKey:\n    secure: v1:canary\n");

        Assert.All(
            plan.Resources.Where(resource => resource.Type == "command:remote:Command"),
            command => Assert.Equal("[secret]", (string?)command.Inputs["connection"]));
        Assert.DoesNotContain("canary", PlanText.Of(plan), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_private_key_that_is_not_set_is_answered_with_the_command_that_sets_it()
    {
        var error = await Assert.ThrowsAsync<CommandException>(
            () => StackFile.PlanAsync(Dev.Replace("authentication: agent", "authentication: privateKey", StringComparison.Ordinal)));

        Assert.StartsWith("k8tre:sshPrivateKey is not set, ", error.Message, StringComparison.Ordinal);
        Assert.Contains("pulumi config set --secret k8tre:sshPrivateKey", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_lost_host_keeps_its_state_and_nothing_runs_on_it_any_more()
    {
        var plan = await StackFile.PlanAsync(
            OnPrem.Replace("- name: server-1\n", "- name: server-1\n              lost: true\n", StringComparison.Ordinal));

        var kept = plan.Resources.Where(resource => resource.Options.RetainOnDelete).ToArray();
        Assert.Equal(
            ["k8tre-prd-server-1", "k8tre-prd-server-1-prepare", "k8tre-prd-server-1-stage"],
            kept.Select(resource => resource.Name).Order());
        Assert.All(kept, resource =>
        {
            Assert.Equal("command:remote:Command", resource.Type);
            Assert.All(["connection", "create", "delete", "stdin"], input => Assert.Contains(input, resource.Options.IgnoreChanges));
        });
    }

    [Fact]
    public async Task A_secret_that_a_platform_of_several_hosts_lacks_is_named_with_its_command()
    {
        var error = await Assert.ThrowsAsync<CommandException>(
            () => StackFile.PlanAsync(OnPrem.Replace("k8tre:snapshotSecretKey:", "k8tre:somethingElse:", StringComparison.Ordinal)));

        Assert.Equal(
            "k8tre:snapshotSecretKey is not set, and k8tre:platform.environments[0].k3s.snapshots.s3 is set; "
            + "run: pulumi config set --secret k8tre:snapshotSecretKey",
            error.Message);
    }
}

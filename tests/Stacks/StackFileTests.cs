using K8tre.Automation;
using K8tre.Automation.Projects;

namespace K8tre.Tests.Stacks;

/// <summary>The real program on stack files of other operators, in a process of its own.</summary>
public sealed class StackFileTests
{
    public static TheoryData<string> Stacks => [.. Project.Read(Repository.Root).Stacks];

    private string Dev { get; } = File.ReadAllText(Path.Combine(Repository.Root, "Pulumi.dev.yaml"));

    private string OnPrem { get; } = File.ReadAllText(Path.Combine(Repository.Root, "Pulumi.onprem.yaml"));

    [Fact]
    public async Task Settings_with_problems_end_the_plan_with_all_of_them()
    {
        var error = await Assert.ThrowsAsync<CommandException>(() => StackFile.PlanAsync(Dev
            .Replace("environment: dev", "environment: prod", StringComparison.Ordinal)
            .Replace("targetRevision:", "revision:", StringComparison.Ordinal)));

        Assert.Equal(ExitCode.Failed, error.ExitCode);
        const string Known = "repoUrl, targetRevision, credential, userName, gitHubApp, knownHosts";
        Assert.Equal(
            $"""
            the stack's settings have 3 problems:
              k8tre:platform.gitOps.targetRevision is missing; add it
              k8tre:platform.gitOps.revision is not a setting; known are {Known}
              k8tre:platform.environments[0].environment is "prod"; allowed are dev, stg, prd; write prd
            """,
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
    public async Task A_deployment_refuses_a_missing_secret_with_the_command_that_sets_it()
    {
        var error = await Assert.ThrowsAsync<CommandException>(() => StackFile.PlanAsync(
            Dev.Replace("authentication: agent", "authentication: privateKey", StringComparison.Ordinal),
            with: request => request with { AllowMissingSecrets = false }));

        Assert.Equal(
            "k8tre:sshPrivateKey is not set, and k8tre:platform.ssh.authentication is privateKey; "
            + "run: pulumi config set --secret k8tre:sshPrivateKey < your-private-key",
            error.Message);
    }

    [Fact]
    public async Task A_plan_goes_on_without_its_secrets_and_names_each()
    {
        var missing = new List<string>();
        var plan = await StackFile.PlanAsync(OnPrem, with: request => request with { OnMissingSecret = missing.Add });

        Assert.Equal(
            [
                "k8tre:sshPrivateKey", "k8tre:sudoPassword", "k8tre:registryCredentials", "k8tre:snapshotAccessKey",
                "k8tre:snapshotSecretKey",
            ],
            missing.Select(problem => problem.Split(' ')[0]));
        Assert.All(missing, problem => Assert.Contains("; run: pulumi config set --secret ", problem, StringComparison.Ordinal));
        Assert.DoesNotContain("placeholder", PlanText.Of(plan), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_plan_names_the_other_problems_of_settings_without_secrets() => Assert.Equal(
        "k8tre:platform.environments[0].environment is \"test\"; allowed are dev, stg, prd",
        (await Assert.ThrowsAsync<CommandException>(() => StackFile.PlanAsync(Dev
            .Replace("authentication: agent", "authentication: privateKey", StringComparison.Ordinal)
            .Replace("environment: dev", "environment: test", StringComparison.Ordinal)))).Message);

    [Theory, MemberData(nameof(Stacks))]
    public void A_stack_file_contains_no_secret_that_Pulumi_rejects(string stack)
        => Assert.Empty(StackConfig.Read(Project.Read(Repository.Root), stack).Unencrypted);

    [Fact]
    public async Task A_lost_host_keeps_its_state_and_nothing_runs_on_it_any_more()
    {
        var plan = await StackFile.PlanAsync(
            OnPrem.Replace("- name: server-1\n", "- name: server-1\n              lost: true\n", StringComparison.Ordinal));

        var kept = plan.Resources.Where(resource => resource.Options.RetainOnDelete).ToArray();
        Assert.Equal(
            ["k8tre-prd-k3s-server-1", "k8tre-prd-k3s-server-1-prepare", "k8tre-prd-k3s-server-1-stage"],
            kept.Select(resource => resource.Name).Order());
        Assert.All(kept, resource =>
        {
            Assert.Equal("command:remote:Command", resource.Type);
            Assert.All(["connection", "create", "delete", "stdin"], input => Assert.Contains(input, resource.Options.IgnoreChanges));
        });
    }
}

using System.Diagnostics;
using System.Net;
using System.Text.Json;
using K8tre.Automation.Operations.Cli;

namespace K8tre.Tests.Automation.Operations;

/// <summary>What operations say when they cannot run, and what they do when they are interrupted.</summary>
public sealed class FailureTests
{
    private const string Salt = "v1:qd2EYkILYbw=:v1:75g+9AIzO7Xa3L6t:LD6FZIj9vKOKaN9iKiU7rIqLX63fgA==";

    private static readonly string[] Program = ["--program", Built.Scenarios];

    [Fact]
    public async Task A_missing_or_old_CLI_is_named_before_anything_runs()
    {
        using var stack = new StandInStack();
        File.WriteAllText(stack.At("version"), "v3.100.0\n");

        var old = await stack.RunAsync("outputs", "one");
        File.Delete(Path.Combine(stack.Project.Folder, "bin", "pulumi"));
        var missing = await stack.RunAsync("outputs", "one");

        Assert.Equal((2, 2), (old.ExitCode, missing.ExitCode));
        Assert.Contains("is version 3.100.0; install the Pulumi CLI 3.274.1 or later", old.Errors, StringComparison.Ordinal);
        Assert.Contains("there is no `pulumi` on PATH", missing.Errors, StringComparison.Ordinal);
        Assert.Equal(["version"], stack.Calls);
    }

    [Theory]
    [InlineData("logged-out", 2, "set PULUMI_BACKEND_URL")]
    [InlineData("no-such-stack", 2, "create it with `pulumi stack init one`")]
    public async Task Exit_codes_of_the_CLI_say_what_is_missing(string transcript, int expected, string text)
    {
        using var stack = new StandInStack().Plays("stack-select", transcript);

        var (exitCode, _, errors) = await stack.RunAsync("outputs", "one");

        Assert.Equal(expected, exitCode);
        Assert.Contains(text, errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_wrong_and_a_missing_passphrase_are_told_apart_without_the_words_of_the_CLI()
    {
        using var stack = new StandInStack($"encryptionsalt: {Salt}\n").Plays("preview", "wrong-passphrase")
            .Plays("preview", "stderr", "?");

        var missing = await stack.RunAsync(["preview", "one", .. Program]);
        var wrong = await stack.With("PULUMI_CONFIG_PASSPHRASE", "wrong").RunAsync(["preview", "one", .. Program]);

        Assert.Equal((2, 2), (missing.ExitCode, wrong.ExitCode));
        Assert.Contains("set PULUMI_CONFIG_PASSPHRASE", missing.Errors, StringComparison.Ordinal);
        Assert.Contains("is not the one of the stack", wrong.Errors, StringComparison.Ordinal);
    }

    [Theory, InlineData("correct-horse", true), InlineData("wrong", false)]
    public void The_salt_of_a_stack_tells_whether_a_passphrase_is_right(string passphrase, bool isRight)
        => Assert.Equal(isRight, Passphrase.IsRight(passphrase, Salt));

    [Fact]
    public async Task A_missing_plugin_fails_with_the_words_of_the_engine()
    {
        using var stack = new StandInStack().Plays("preview", "missing-plugin");

        var (exitCode, _, errors) = await stack.RunAsync(["preview", "one", .. Program]);

        Assert.Equal(1, exitCode);
        Assert.Contains("no resource plugin 'pulumi-resource-nowhere' found", errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_locked_stack_names_the_holder_of_the_lock()
    {
        using var stack = new StandInStack().Plays("preview", "preview-changes").Plays("up", "locked");
        WriteLock(stack, Environment.ProcessId, Dns.GetHostName(), DateTimeOffset.UtcNow);

        var (exitCode, _, errors) = await stack.RunAsync(["up", "one", "--yes", .. Program]);

        Assert.Equal(5, exitCode);
        Assert.Contains($"process {Environment.ProcessId} of operator on {Dns.GetHostName()}", errors, StringComparison.Ordinal);
        Assert.Contains("still runs", errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_lock_of_a_run_that_goes_on_is_not_removed()
    {
        using var stack = new StandInStack();
        WriteLock(stack, Environment.ProcessId, Dns.GetHostName(), DateTimeOffset.UtcNow);

        var alive = await stack.RunAsync("cancel", "one", "--force");
        WriteLock(stack, Environment.ProcessId, "another-host", DateTimeOffset.UtcNow);
        var elsewhere = await stack.RunAsync("cancel", "one");

        Assert.Equal((4, 4), (alive.ExitCode, elsewhere.ExitCode));
        Assert.Contains("still runs. To let it end as Ctrl-C does, supply --stop", alive.Errors, StringComparison.Ordinal);
        Assert.Contains("cannot be checked from here", elsewhere.Errors, StringComparison.Ordinal);
        Assert.DoesNotContain(stack.Calls, call => call.StartsWith("cancel", StringComparison.Ordinal));
    }

    [Fact]
    public async Task The_lock_of_a_run_that_has_ended_is_removed_and_what_it_left_is_named()
    {
        using var stack = new StandInStack().Plays("stack-export", "export-pending");
        // This process started after that lock: its number was given again.
        WriteLock(stack, Environment.ProcessId, Dns.GetHostName(), DateTimeOffset.UtcNow.AddYears(-1));

        var (exitCode, output, _) = await stack.RunAsync("cancel", "one");

        Assert.Equal(0, exitCode);
        Assert.Contains("operations that never ended: creating urn:pulumi:sigkill", output, StringComparison.Ordinal);
        Assert.Single(stack.Calls, call => call.StartsWith("cancel --stack one --yes", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_run_on_this_machine_is_asked_to_end_before_its_lock_goes()
    {
        using var stack = new StandInStack();
        using var run = Process.Start("env", ["--default-signal=INT", "sleep", "600"]);
        WriteLock(stack, run.Id, Dns.GetHostName(), DateTimeOffset.UtcNow.AddSeconds(1));

        var (exitCode, _, errors) = await stack.RunAsync("cancel", "one", "--stop");

        Assert.Equal((0, ""), (exitCode, errors));
        await run.WaitForExitAsync();
        Assert.NotEqual(0, run.ExitCode);
    }

    [Theory, InlineData(1), InlineData(2)]
    public async Task An_interruption_reaches_the_CLI_once_for_each_Ctrl_C(int times)
    {
        using var stack = new StandInStack().Plays("preview", "preview-changes").Plays("up", "sigint").Plays("up", "waits", "");
        if (times == 2)
            stack.Plays("up", "waits-twice", "");

        var (exitCode, output, errors) = await stack.InterruptAsync(times, ["up", "one", "--yes", .. Program]);

        Assert.Equal(130, exitCode);
        Assert.Equal(times, (await File.ReadAllLinesAsync(stack.At("signals"))).Length);
        Assert.Contains("waits for the operations under way", errors, StringComparison.Ordinal);
        Assert.Contains("run the same command again to continue", errors, StringComparison.Ordinal);
        Assert.Matches("(?m)^apply +interrupted", output);
        Assert.Matches("(?m)^verify +- .*not run$", output);
    }

    [Fact]
    public async Task Secrets_stay_in_the_environment_and_out_of_arguments()
    {
        using var stack = new StandInStack().Plays("preview", "preview-changes").Plays("up", "up-changes")
            .With("PULUMI_CONFIG_PASSPHRASE", "correct-horse").With("PULUMI_BACKEND_URL", "file:///backend");

        await stack.RunAsync(["up", "one", "--yes", .. Program]);

        Assert.DoesNotContain(stack.Calls, call => call.Contains("correct-horse", StringComparison.Ordinal));
        var environment = await File.ReadAllTextAsync(stack.At("up.env"));
        Assert.Contains("PULUMI_CONFIG_PASSPHRASE=correct-horse", environment, StringComparison.Ordinal);
        Assert.Contains("PULUMI_BACKEND_URL=file:///backend", environment, StringComparison.Ordinal);
    }

    private static void WriteLock(StandInStack stack, int pid, string hostname, DateTimeOffset timestamp)
    {
        var backend = Path.Combine(stack.Project.Folder, "backend");
        var folder = Directory.CreateDirectory(Path.Combine(backend, ".pulumi", "locks", "organization", "small", "one")).FullName;
        File.WriteAllText(
            Path.Combine(folder, "511960f3.json"),
            JsonSerializer.Serialize(new { pid, username = "operator", hostname, timestamp }));
        stack.With("PULUMI_BACKEND_URL", $"file://{backend}")
            .Plays("whoami", "stdout", $$"""{ "user": "operator", "url": "file://{{backend}}" }""");
    }
}

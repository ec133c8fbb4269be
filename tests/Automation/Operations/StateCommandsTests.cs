using System.Text.Json.Nodes;

namespace K8tre.Tests.Automation.Operations;

/// <summary>Commands that compare or read the state, with transcripts of the genuine CLI.</summary>
public sealed class StateCommandsTests
{
    [Fact]
    public async Task Drift_is_shown_and_has_an_exit_code_of_its_own()
    {
        using var stack = new StandInStack().Plays("refresh-preview", "drift").Plays("refresh-preview.2", "no-drift")
            .Plays("refresh-preview.3", "gone");

        var drift = await stack.RunAsync("drift", "one");
        var none = await stack.RunAsync("drift", "one");
        var gone = await stack.RunAsync("drift", "one");

        Assert.Equal((3, 0, 3), (drift.ExitCode, none.ExitCode, gone.ExitCode));
        Assert.Contains(" ~  standin:index:Thing two update [value]", drift.Output, StringComparison.Ordinal);
        Assert.Contains("all resources equal the state", none.Output, StringComparison.Ordinal);
        Assert.Contains(" -  standin:index:Thing two delete", gone.Output, StringComparison.Ordinal);
        Assert.DoesNotContain(stack.Calls, call => call.Contains("--skip-preview", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_refresh_compares_first_and_writes_after_the_approval()
    {
        using var stack = new StandInStack().Plays("refresh-preview", "drift").Plays("refresh", "refresh");

        var refused = await stack.AnswerAsync("no\n", "refresh", "one");
        var written = await stack.AnswerAsync("yes\n", "refresh", "one");

        Assert.Equal((4, 0), (refused.ExitCode, written.ExitCode));
        Assert.Matches("(?m)^apply +ok .*1 resources written to the state$", written.Output);
        Assert.Single(stack.Calls, call => call.StartsWith("refresh --yes", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Creations_that_were_never_recorded_leave_the_state_only_when_it_is_asked_for()
    {
        using var stack = new StandInStack().Plays("refresh-preview", "no-drift").Plays("refresh", "refresh");

        await stack.RunAsync("refresh", "one", "--yes");
        await stack.RunAsync("refresh", "one", "--yes", "--clear-pending-creates");

        var writes = stack.Calls.Where(call => call.StartsWith("refresh --yes", StringComparison.Ordinal)).ToList();
        Assert.Equal([false, true], writes.Select(call => call.Contains("--clear-pending-creates", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task Outputs_are_masked_unless_they_are_asked_for()
    {
        using var stack = new StandInStack();

        var masked = await stack.RunAsync("outputs", "one");
        var shown = await stack.RunAsync("outputs", "one", "nested", "--show-secrets");
        var unknown = await stack.RunAsync("outputs", "one", "nothing");

        Assert.Equal((0, 0, 2), (masked.ExitCode, shown.ExitCode, unknown.ExitCode));
        Assert.Contains("password  [secret]", masked.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("swordfish", masked.Output, StringComparison.Ordinal);
        Assert.Equal("swordfish-swordfish", (string?)JsonNode.Parse(shown.Output)!["secret"]);
        Assert.Contains("outputs are nested, password, pet, said", unknown.Errors, StringComparison.Ordinal);
        Assert.Single(stack.Calls, call => call.Contains("--show-secrets", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_kubeconfig_is_written_to_a_file_that_only_its_owner_can_read()
    {
        using var stack = new StandInStack().Plays(
            "stack-output-secrets", "stdout", """{ "stg": { "kubeConfig": "of stg" }, "prd": { "kubeConfig": "of prd" }, "x": 1 }""");

        var ambiguous = await stack.RunAsync("kubeconfig", "one");
        var printed = await stack.RunAsync("kubeconfig", "one", "prd");
        var written = await stack.RunAsync("kubeconfig", "one", "stg", "--out", "kubeconfig");

        Assert.Equal((2, 0, 0), (ambiguous.ExitCode, printed.ExitCode, written.ExitCode));
        Assert.Contains("name one of prd, stg", ambiguous.Errors, StringComparison.Ordinal);
        Assert.Equal("of prd\n", printed.Output);
        var file = Path.Combine(stack.Project.Folder, "kubeconfig");
        Assert.Equal("of stg\n", await File.ReadAllTextAsync(file));
        if (!OperatingSystem.IsWindows())
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(file));
    }

    [Fact]
    public async Task The_history_lists_operations_without_their_configuration()
    {
        using var stack = new StandInStack();

        var text = await stack.RunAsync("history", "one", "--last", "5");
        var json = await stack.RunAsync("history", "one", "--json");

        Assert.Matches(@"^ +0  2026-11-30 18:55:20  update +succeeded +1\.0 s  7 create\n$", text.Output);
        var entry = Assert.Single(JsonNode.Parse(json.Output)!.AsArray())!;
        Assert.Equal((0, "succeeded", 7), ((int?)entry["version"], (string?)entry["result"], (int?)entry["changes"]!["create"]));
        Assert.Contains(stack.Calls, call => call.Contains("--page-size 5", StringComparison.Ordinal));
        Assert.DoesNotContain(stack.Calls, call => call.Contains("--show-secrets", StringComparison.Ordinal));
    }
}

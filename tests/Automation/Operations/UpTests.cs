using System.Text.Json.Nodes;

namespace K8tre.Tests.Automation.Operations;

/// <summary><c>k8tre preview</c> and <c>k8tre up</c> with transcripts of the genuine CLI.</summary>
public sealed class UpTests
{
    private static readonly string[] Program = ["--program", Built.Scenarios];

    [Fact]
    public async Task A_preview_lists_the_changes_and_ends_with_a_table_of_its_stages()
    {
        using var stack = new StandInStack().Plays("preview", "preview-changes");

        var (exitCode, output, errors) = await stack.RunAsync(["preview", "one", "--diff", .. Program]);

        Assert.Equal((0, ""), (exitCode, errors));
        Assert.Contains(" ~  command:local:Command greet update [create]", output, StringComparison.Ordinal);
        Assert.Contains(" +- random:index/randomPet:RandomPet pet replace [length]", output, StringComparison.Ordinal);
        Assert.Matches("(?m)^plan +ok .*1 to update, 5 unchanged$", output);
        Assert.Matches("(?m)^check +ok .*not judged$", output);
        Assert.DoesNotContain('\e', output);
    }

    [Fact]
    public async Task A_deployment_passes_all_stages_and_names_its_entry_in_the_history()
    {
        using var stack = new StandInStack().Plays("preview", "preview-changes").Plays("up", "up-changes");

        var (exitCode, output, errors) = await stack.RunAsync(["up", "one", "--yes", "--parallel", "4", .. Program]);

        Assert.Equal((0, ""), (exitCode, errors));
        Assert.Matches("(?m)^approve +ok .*by --yes$", output);
        Assert.Matches("(?m)^verify +ok .*9 resources in the state, none pending$", output);
        Assert.Matches("(?m)^record +ok .*version 0 of the history$", output);
        var up = Assert.Single(stack.Calls, call => call.StartsWith("up ", StringComparison.Ordinal));
        Assert.Contains("--parallel 4", up, StringComparison.Ordinal);
        Assert.Contains("--stack one", up, StringComparison.Ordinal);
        Assert.DoesNotContain("--plan", up, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_an_approval_nothing_is_deployed()
    {
        using var stack = new StandInStack().Plays("preview", "preview-changes").Plays("up", "up-changes");

        var silent = await stack.RunAsync(["up", "one", .. Program]);
        var no = await stack.AnswerAsync("no\n", ["up", "one", .. Program]);

        Assert.Equal((4, 4), (silent.ExitCode, no.ExitCode));
        Assert.Contains("supply --yes", silent.Errors, StringComparison.Ordinal);
        Assert.Matches("(?m)^apply +- .*not run$", no.Output);
        Assert.DoesNotContain(stack.Calls, call => call.StartsWith("up ", StringComparison.Ordinal));
    }

    [Fact]
    public async Task An_answer_limits_the_deployment_to_what_was_shown()
    {
        using var stack = new StandInStack().Plays("preview", "preview-changes").Plays("up", "up-changes");

        var (exitCode, _, _) = await stack.AnswerAsync("yes\n", ["up", "one", .. Program]);

        Assert.Equal(0, exitCode);
        var up = Assert.Single(stack.Calls, call => call.StartsWith("up ", StringComparison.Ordinal));
        var plan = up.Split(' ')[Array.IndexOf(up.Split(' '), "--plan") + 1];
        Assert.False(File.Exists(plan), "the engine's plan can contain secrets, and is removed");
        Assert.StartsWith("drwx------", await File.ReadAllTextAsync(stack.At("plan-folder")), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_plan_file_is_deployed_as_long_as_the_same_would_be_done()
    {
        using var stack = new StandInStack().Plays("preview", "preview-changes").Plays("up", "up-changes");
        var preview = await stack.RunAsync(["preview", "one", "--out", "one.plan", .. Program]);

        var up = await stack.RunAsync(["up", "one", "--plan", "one.plan", .. Program]);

        Assert.Equal((0, 0), (preview.ExitCode, up.ExitCode));
        Assert.Matches("(?m)^approve +ok .*by plan [0-9a-f]{12}$", up.Output);
        var file = await File.ReadAllTextAsync(Path.Combine(stack.Project.Folder, "one.plan"));
        Assert.DoesNotContain("echo", file, StringComparison.Ordinal);
        Assert.Equal("not judged", (string?)JsonNode.Parse(file)!["verdict"]);
    }

    [Fact]
    public async Task A_plan_file_is_refused_when_something_else_would_be_done()
    {
        using var stack = new StandInStack().Plays("preview", "preview-changes").Plays("up", "up-changes");
        await stack.RunAsync(["preview", "one", "--out", "one.plan", .. Program]);
        stack.Plays("preview", "preview-first");

        var (exitCode, _, errors) = await stack.RunAsync(["up", "one", "--plan", "one.plan", .. Program]);

        Assert.Equal(4, exitCode);
        Assert.Contains("new: create urn:pulumi:one::small::random:index/randomId:RandomId::kept", errors, StringComparison.Ordinal);
        Assert.Contains("gone: update urn:pulumi:one::small::command:local:Command::greet", errors, StringComparison.Ordinal);
        Assert.DoesNotContain(stack.Calls, call => call.StartsWith("up ", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_plan_file_is_refused_when_the_settings_the_program_or_the_file_itself_changed()
    {
        using var stack = new StandInStack().Plays("preview", "preview-changes");
        await stack.RunAsync(["preview", "one", "--out", "one.plan", .. Program]);
        var file = Path.Combine(stack.Project.Folder, "one.plan");

        var otherProgram = await stack.RunAsync("up", "one", "--plan", "one.plan", "--program", Built.AddOn);
        stack.Project.Write("Pulumi.one.yaml", "config: { a: b }\n");
        var otherSettings = await stack.RunAsync(["up", "one", "--plan", "one.plan", .. Program]);
        await File.WriteAllTextAsync(file, (await File.ReadAllTextAsync(file)).Replace("\"update\"", "\"same\"", StringComparison.Ordinal));
        var edited = await stack.RunAsync(["up", "one", "--plan", "one.plan", .. Program]);

        Assert.Equal((4, 4, 4), (otherProgram.ExitCode, otherSettings.ExitCode, edited.ExitCode));
        Assert.Contains("the program is another one", otherProgram.Errors, StringComparison.Ordinal);
        Assert.Contains("Pulumi.one.yaml or Pulumi.yaml has changed", otherSettings.Errors, StringComparison.Ordinal);
        Assert.Contains("which was edited", edited.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_failure_names_the_resource_and_the_cause_in_the_providers_words()
    {
        using var stack = new StandInStack().Plays("preview", "preview-changes").Plays("up", "up-command-fails");

        var (exitCode, output, errors) = await stack.RunAsync(["up", "one", "--yes", .. Program]);

        Assert.Equal(1, exitCode);
        Assert.Contains("fails (command:local:Command): exit status 7", errors, StringComparison.Ordinal);
        Assert.Contains("command:local:Command fails create FAILED", output, StringComparison.Ordinal);
        Assert.Matches("(?m)^apply +failed", output);
        Assert.Matches("(?m)^record +- .*not run$", output);
    }

    [Fact]
    public async Task A_step_that_the_approved_preview_does_not_contain_stops_the_engine()
    {
        using var stack = new StandInStack().Plays("preview", "preview-changes").Plays("up", "up-plan-no-longer-fits");

        var (exitCode, _, errors) = await stack.AnswerAsync("yes\n", ["up", "one", .. Program]);

        Assert.Equal(1, exitCode);
        Assert.Contains("greet (command:local:Command): resource urn:", errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Operations_that_never_ended_fail_the_verification()
    {
        using var stack = new StandInStack().Plays("preview", "preview-changes").Plays("up", "up-changes")
            .Plays("stack-export", "export-pending");

        var (exitCode, _, errors) = await stack.RunAsync(["up", "one", "--yes", .. Program]);

        Assert.Equal(1, exitCode);
        Assert.Contains("creating urn:pulumi:sigkill", errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task JSON_is_an_object_on_each_line()
    {
        using var stack = new StandInStack().Plays("preview", "preview-changes");

        var (exitCode, output, _) = await stack.RunAsync(["preview", "one", "--json", .. Program]);

        Assert.Equal(0, exitCode);
        var objects = output.TrimEnd().Split('\n').Select(line => JsonNode.Parse(line)!).ToList();
        Assert.Contains(objects, one => (string?)one["event"] == "step" && (string?)one["operation"] == "update");
        Assert.Equal("plan", (string?)objects[^1]["stages"]![0]!["name"]);
    }

    [Fact]
    public async Task Changes_can_fail_a_pipeline()
    {
        using var stack = new StandInStack().Plays("preview", "preview-changes").Plays("preview.2", "preview-no-changes");

        var changes = await stack.RunAsync(["preview", "one", "--expect-no-changes", .. Program]);
        var none = await stack.RunAsync(["preview", "one", "--expect-no-changes", .. Program]);

        Assert.Equal((3, 0), (changes.ExitCode, none.ExitCode));
    }
}

namespace K8tre.Tests.Automation.Operations;

/// <summary><c>k8tre destroy</c> with transcripts of the genuine CLI.</summary>
public sealed class DestroyTests
{
    private const string Export =
        """
        { "version": 3, "deployment": { "resources": [
          { "urn": "urn:pulumi:one::small::pulumi:pulumi:Stack::small-one", "type": "pulumi:pulumi:Stack" },
          { "urn": "urn:pulumi:one::small::command:local:Command::greet", "type": "command:local:Command",
            "parent": "urn:pulumi:one::small::pulumi:pulumi:Stack::small-one" },
          { "urn": "urn:pulumi:one::small::command:local:Command::stays", "type": "command:local:Command", "retainOnDelete": true,
            "parent": "urn:pulumi:one::small::pulumi:pulumi:Stack::small-one" }
        ] } }
        """;

    [Fact]
    public async Task A_protected_resource_ends_the_command_before_anything_is_deleted()
    {
        using var stack = new StandInStack();

        var (exitCode, output, errors) = await stack.RunAsync("destroy", "one", "--confirm", "one");

        Assert.Equal(4, exitCode);
        Assert.Contains("1 resources are protected: kept (random:index/randomId:RandomId)", errors, StringComparison.Ordinal);
        Assert.Contains("`pulumi destroy` would delete 6 of 9 resources and then fail", errors, StringComparison.Ordinal);
        Assert.Matches("(?m)^plan +refused", output);
        Assert.DoesNotContain(stack.Calls, call => call.StartsWith("destroy", StringComparison.Ordinal));
    }

    [Fact]
    public async Task What_goes_and_what_stays_is_named_and_the_name_of_the_stack_is_asked()
    {
        using var stack = new StandInStack().Plays("stack-export", "stdout", Export).Plays("destroy-preview", "destroy");

        var (exitCode, output, errors) = await stack.AnswerAsync("two\n", "destroy", "one");

        Assert.Equal(4, exitCode);
        Assert.Contains("Type the name of the stack: ", errors, StringComparison.Ordinal);
        Assert.Contains(" -  random:index/randomId:RandomId kept delete", output, StringComparison.Ordinal);
        Assert.Contains("because the program retains it: stays (command:local:Command)", output, StringComparison.Ordinal);
        Assert.Single(stack.Calls, call => call.StartsWith("destroy", StringComparison.Ordinal));
    }

    [Fact]
    public async Task An_approved_deletion_ends_with_an_empty_state()
    {
        using var stack = new StandInStack().Plays("stack-export", "stdout", Export).Plays("destroy-preview", "destroy")
            .Plays("destroy", "destroy").Plays("stack-export.2", "export-empty");

        var (exitCode, output, _) = await stack.AnswerAsync("one\n", "destroy", "one");

        Assert.Equal(0, exitCode);
        Assert.Matches("(?m)^approve +ok .*by an answer$", output);
        Assert.Matches("(?m)^verify +ok .*the state is empty$", output);
    }

    [Fact]
    public async Task Protection_is_removed_only_after_the_approval()
    {
        using var stack = new StandInStack().Plays("destroy", "destroy").Plays("stack-export.3", "export-empty");

        var refused = await stack.RunAsync("destroy", "one", "--remove-protection", "--confirm", "two");
        var before = stack.Calls.Count(call => call.StartsWith("state unprotect", StringComparison.Ordinal));
        var deleted = await stack.RunAsync("destroy", "one", "--remove-protection", "--confirm", "one");

        Assert.Equal((4, 0, 0), (refused.ExitCode, before, deleted.ExitCode));
        Assert.Single(stack.Calls, call => call.StartsWith("state unprotect --all", StringComparison.Ordinal));
    }
}

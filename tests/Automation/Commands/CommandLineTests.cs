using System.Diagnostics;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace K8tre.Tests.Automation.Commands;

/// <summary>The command as operators and scripts meet it: a process with arguments, output, exit code and signals.</summary>
public sealed class CommandLineTests
{
    private const string SmallStack =
        "config:\n  size: 3\n  token: { secure: v1:bm9uY2Vub25jZSE=:Y2lwaGVydGV4dCBhbmQgaXRzIHRhZw== }\n  object: { plain: 1 }\n";

    [Fact]
    public async Task The_tree_is_plain_text_when_it_is_piped()
    {
        using var project = new TemporaryProject().Write("Pulumi.small.yaml", SmallStack);

        var (exitCode, output, errors) = await RunAsync(project, "plan", "small", "--program", Built.Scenarios);

        Assert.Equal((0, ""), (exitCode, errors));
        Assert.StartsWith("k8tre/small\n├── group test:index:Group 2 resources: ", output, StringComparison.Ordinal);
        Assert.DoesNotContain('\e', output);
    }

    [Fact]
    public async Task The_plan_goes_to_standard_output_and_to_a_file_as_the_same_JSON()
    {
        using var project = new TemporaryProject().Write("Pulumi.small.yaml", SmallStack);

        var (exitCode, output, _) = await RunAsync(project, "plan", "small", "--json", "--out", "plan.json", "--program", Built.Scenarios);

        Assert.Equal(0, exitCode);
        Assert.Equal(output, await File.ReadAllTextAsync(Path.Combine(project.Folder, "plan.json")));
        // Four of the program and two default providers.
        Assert.Equal(6, JsonDocument.Parse(output).RootElement.GetProperty("resources").GetArrayLength());
    }

    [Fact]
    public async Task A_link_that_is_named_for_the_plan_stays_a_link()
    {
        using var project = new TemporaryProject().Write("Pulumi.small.yaml", SmallStack).Write("target.json", new string(' ', 100_000));
        var link = File.CreateSymbolicLink(Path.Combine(project.Folder, "plan.json"), "target.json");

        var (exitCode, _, _) = await RunAsync(project, "plan", "small", "--out", "plan.json", "--program", Built.Scenarios);

        Assert.Equal(0, exitCode);
        Assert.Equal("target.json", link.LinkTarget);
        var written = await File.ReadAllTextAsync(Path.Combine(project.Folder, "target.json"));
        Assert.Equal(6, JsonDocument.Parse(written).RootElement.GetProperty("resources").GetArrayLength());
    }

    [Fact]
    public async Task Changes_since_an_earlier_plan_are_shown_and_can_fail_a_pipeline()
    {
        using var project = new TemporaryProject().Write("Pulumi.small.yaml", SmallStack);
        await RunAsync(project, "plan", "small", "--out", "plan.json", "--program", Built.Scenarios);
        string[] again = ["plan", "small", "--since", "plan.json", "--expect-no-changes", "--program", Built.Scenarios];

        var same = await RunAsync(project, again);
        var plan = await File.ReadAllTextAsync(Path.Combine(project.Folder, "plan.json"));
        project.Write("plan.json", plan.Replace("example.org", "example.com", StringComparison.Ordinal));
        var changed = await RunAsync(project, again);
        var json = await RunAsync(project, [.. again, "--json"]);

        Assert.Equal(
            (0, "k8tre/small, changes since plan.json\n\n0 to create, 0 to update, 0 to replace, 0 to delete, 4 unchanged\n", ""), same);
        Assert.Equal(
            (3, "k8tre/small, changes since plan.json\n ~   test:index:Thing user [host]\n\n"
                + "0 to create, 1 to update, 0 to replace, 0 to delete, 3 unchanged\n", ""),
            changed);
        Assert.Equal(3, json.ExitCode);
        Assert.Equal("user", (string?)JsonNode.Parse(json.Output)!["changes"]!["resources"]![0]!["name"]);
    }

    [Fact]
    public async Task Missing_secrets_are_listed_on_standard_error_after_the_plan()
    {
        using var project = new TemporaryProject().Write(
            "Pulumi.small.yaml", "config:\n  size: 3\n  token: { secure: v1:placeholder }\n  object: { plain: 1 }\n");

        var (exitCode, output, errors) = await RunAsync(project, "plan", "small", "--program", Built.Scenarios);

        Assert.Equal(0, exitCode);
        Assert.StartsWith("k8tre/small\n", output, StringComparison.Ordinal);
        Assert.Equal(
            "1 secret has no value. The plan contains placeholders; a deployment needs the values:\n"
            + "  k8tre:token is `secure`, but its text is no ciphertext, and Pulumi rejects it; "
            + "run: pulumi config set --secret k8tre:token --stack small\n",
            errors);
    }

    [Fact]
    public async Task A_plan_that_fails_leaves_the_file_as_it_was()
    {
        using var project = new TemporaryProject().Write("Pulumi.refuses.yaml", "").Write("plan.json", "old");

        var (exitCode, output, errors) = await RunAsync(project, "plan", "refuses", "--out", "plan.json", "--program", Built.Scenarios);

        Assert.Equal((1, ""), (exitCode, output));
        Assert.Equal("error: k8tre:platform: region is 'mars'; supply a region of the vendor\n", errors);
        Assert.Equal("old", await File.ReadAllTextAsync(Path.Combine(project.Folder, "plan.json")));
        Assert.Equal(["Pulumi.refuses.yaml", "Pulumi.yaml", "plan.json"], Files(project));
    }

    [Theory]
    [InlineData("error: `k8tre plan` needs the name of a stack; stacks here are small", "plan")]
    [InlineData("error: there is no stack 'smal' (did you mean 'small'?)", "plan", "smal")]
    [InlineData("error: there is no command 'pln' (did you mean 'plan'?)", "pln", "small")]
    [InlineData("error: --port is 'x'; supply a whole number from 0 to 65535.", "plan", "small", "--port", "x")]
    [InlineData("error: --timeout is '0'; supply a whole number from 1 to 86400.", "plan", "small", "--timeout", "0")]
    [InlineData("error: --out is '.', which is a folder; name a file", "plan", "small", "--out", ".")]
    [InlineData("error: --out is 'no/plan.json', but the folder", "plan", "small", "--out", "no/plan.json")]
    [InlineData("error: --since is 'no.json', which is not readable", "plan", "small", "--since", "no.json")]
    [InlineData("error: --expect-no-changes needs --since", "plan", "small", "--expect-no-changes")]
    [InlineData("error: --program is 'no.dll', which does not exist", "plan", "small", "--program", "no.dll")]
    [InlineData("error: Unrecognized command or argument '--fast'.", "plan", "small", "--fast")]
    [InlineData("error: Argument 'tcsh' not recognized.", "completion", "tcsh")]
    public async Task A_wrong_call_is_refused_in_one_paragraph(string message, params string[] call)
    {
        using var project = new TemporaryProject().Write("Pulumi.small.yaml", SmallStack);

        var (exitCode, output, errors) = await RunAsync(project, call);

        Assert.Equal((2, ""), (exitCode, output));
        Assert.StartsWith(message, errors, StringComparison.Ordinal);
        Assert.Equal(1, errors.Count(character => character == '\n'));
        Assert.Equal(["Pulumi.small.yaml", "Pulumi.yaml"], Files(project));
    }

    [Fact]
    public async Task A_port_in_use_is_refused_before_the_program_runs()
    {
        using var project = new TemporaryProject().Write("Pulumi.hangs.yaml", "");
        using var holder = new System.Net.Sockets.TcpListener(System.Net.IPAddress.Loopback, 0);
        holder.Start();
        var port = ((System.Net.IPEndPoint)holder.LocalEndpoint).Port;

        var (exitCode, _, errors) = await RunAsync(project, "plan", "hangs", "--port", $"{port}", "--program", Built.Scenarios);

        Assert.Equal(2, exitCode);
        Assert.Equal(
            $"error: --port is {port}, which cannot be opened (Address already in use); choose a free port, or omit --port\n", errors);
    }

    [Theory]
    [InlineData("INT", 130)]
    [InlineData("TERM", 130)]
    [InlineData("KILL", 137)]
    public async Task However_the_command_ends_its_program_ends_too_and_nothing_is_written(string signal, int exitCode)
    {
        using var project = new TemporaryProject().Write("Pulumi.hangs.yaml", "");
        // A test run in the background ignores SIGINT, and so would the command.
        using var command = StartAs(
            project, "env", "--default-signal=INT", "dotnet", Built.Command,
            "plan", "hangs", "--out", "plan.json", "--program", Built.Scenarios);
        using var program = await HangingProgram.OfAsync(project);

        using (var kill = Process.Start("kill", [$"-{signal}", $"{command.Id}"]))
            await kill.WaitForExitAsync();
        await command.WaitForExitAsync();

        Assert.Equal(exitCode, command.ExitCode);
        Assert.True(await HangingProgram.IsGoneAsync(program));
        Assert.Equal(["Pulumi.hangs.yaml", "Pulumi.yaml", "hanging.pid"], Files(project));
    }

    [Fact]
    public async Task Help_teaches_by_examples()
    {
        using var project = new TemporaryProject();

        var (exitCode, output, _) = await RunAsync(project, "--help");

        Assert.Equal(0, exitCode);
        Assert.Contains("k8tre plan dev --out dev.json", output, StringComparison.Ordinal);
        Assert.Contains("  k8tre [command] [options]", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_version_names_Pulumi_and_where_it_comes_from()
    {
        using var project = new TemporaryProject();

        var (_, output, _) = await RunAsync(project, "version");

        Assert.Matches(@"(?s)k8tre +\d+\.\d+\.\d+.*Pulumi +\d+\.\d+\.\d+, (offline|official).*\.NET +10\.", output);
    }

    [Theory]
    [InlineData("pl", "plan")]
    [InlineData("plan s", "small")]
    [InlineData("plan small --t", "--timeout")]
    public async Task Completion_knows_commands_stacks_and_options(string line, string expected)
    {
        using var project = new TemporaryProject().Write("Pulumi.small.yaml", SmallStack);

        var (_, output, _) = await RunAsync(project, $"[suggest:{line.Length}]", line);

        // The library also offers words with the letters inside; shells take those that begin with them.
        Assert.Contains(expected, output.Split('\n', StringSplitOptions.TrimEntries));
    }

    [Fact]
    public async Task The_completion_script_for_bash_completes_a_typed_line()
    {
        using var project = new TemporaryProject().Write("Pulumi.small.yaml", SmallStack);
        project.Write("k8tre", $"#!/bin/sh\nexec dotnet '{Built.Command}' \"$@\"\n");

        using var bash = Process.Start(new ProcessStartInfo(
            "bash",
            [
                "-c",
                "unset K8TRE_ROOT; chmod +x k8tre; source <(./k8tre completion bash); "
                + "COMP_WORDS=(./k8tre plan sm) COMP_CWORD=2 COMP_LINE='./k8tre plan sm' COMP_POINT=15; "
                + "_k8tre ./k8tre sm plan; echo \"${COMPREPLY[*]}\"",
            ])
        { WorkingDirectory = project.Folder, RedirectStandardOutput = true })!;

        Assert.Equal("small", (await bash.StandardOutput.ReadToEndAsync()).Trim());
    }

    private static IEnumerable<string> Files(TemporaryProject project)
        => Directory.EnumerateFiles(project.Folder).Select(file => Path.GetFileName(file)).Order(StringComparer.Ordinal);

    private static async Task<(int ExitCode, string Output, string Errors)> RunAsync(TemporaryProject project, params string[] call)
    {
        using var command = Start(project, call);
        var errors = command.StandardError.ReadToEndAsync();
        var output = await command.StandardOutput.ReadToEndAsync();
        await command.WaitForExitAsync();
        return (command.ExitCode, output, await errors);
    }

    private static Process Start(TemporaryProject project, params string[] call) => StartAs(project, "dotnet", [Built.Command, .. call]);

    private static Process StartAs(TemporaryProject project, string file, params string[] arguments)
    {
        var start = new ProcessStartInfo(file, arguments)
        {
            WorkingDirectory = project.Folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment.Remove("K8TRE_ROOT");
        return Process.Start(start)!;
    }
}

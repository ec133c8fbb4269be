using System.Diagnostics;
using K8tre.Components.OnPrem;
using K8tre.Tests.Stacks;

namespace K8tre.Tests.OnPrem;

public sealed class HostScriptTests
{
    private static readonly SshHost Host = new() { Name = "one", Address = "192.0.2.10", HostKey = SshHostKey.Parse(SettingsDocument.HostKey) };

    public static TheoryData<string> Scripts =>
        [.. typeof(HostScript).Assembly.GetManifestResourceNames()
            .Where(name => File.Exists(Path.Combine(Repository.Root, "components/OnPrem/Scripts", name)))
            .Select(name => Path.GetFileNameWithoutExtension(name))];

    [Theory, MemberData(nameof(Scripts))]
    public void A_script_without_a_verb_says_what_to_say_and_fails(string script)
    {
        var (exitCode, _, errors) = Bash(Path.Combine(Repository.Root, "components/OnPrem/Scripts", $"{script}.sh"), "");

        Assert.Equal(1, exitCode);
        Assert.Equal($"{script}: say 'apply' or 'remove', not ''\n", errors);
    }

    [Theory, MemberData(nameof(Scripts))]
    public async Task The_remote_command_runs_the_script_that_came_on_standard_input(string script)
    {
        var args = HostScript.Named(script).On(Host, TimeSpan.FromSeconds(20), []);
        var command = (await ValueOf(args.Create!)).Replace($"{script} apply", $"{script} neither", StringComparison.Ordinal);

        var (exitCode, _, errors) = Bash("-c", await ValueOf(args.Stdin!), command);

        Assert.Equal(1, exitCode);
        Assert.Equal($"{script}: say 'apply' or 'remove', not 'neither'\n", errors);
    }

    [Fact]
    public async Task What_follows_the_script_on_standard_input_is_left_for_it_to_read()
    {
        var args = HostScript.Named("k3s-server").On(Host, TimeSpan.FromSeconds(20), new() { ["colour"] = "red" });

        var (_, _, errors) = Bash("-c", await ValueOf(args.Stdin!), await ValueOf(args.Create!));

        Assert.Equal("k3s-server: does not know the parameter 'colour'\n", errors);
    }

    [Fact]
    public async Task Parameters_stand_on_standard_input_and_never_in_the_command()
    {
        var args = HostScript.Named("k3s-server").On(
            Host, TimeSpan.FromMinutes(1), new() { ["b"] = "canary", ["a"] = "first" }, "document");

        Assert.EndsWith("\na=first\nb=canary\n\ndocument", await ValueOf(args.Stdin!), StringComparison.Ordinal);
        Assert.DoesNotContain("canary", await ValueOf(args.Create!) + await ValueOf(args.Delete!), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_parameter_of_two_lines_is_refused()
    {
        var args = HostScript.Named("k3s-server").On(Host, TimeSpan.FromMinutes(1), new() { ["version"] = "v1\nserver=evil" });

        var error = await Assert.ThrowsAsync<ArgumentException>(() => ValueOf(args.Stdin!));
        Assert.Contains("'version'", error.Message, StringComparison.Ordinal);
    }

    private static Task<string> ValueOf(Input<string> input) => OutputUtilities.GetValueAsync(input.ToOutput());

    private static (int ExitCode, string Output, string Errors) Bash(string argument, string input, params string[] more)
    {
        using var bash = Process.Start(new ProcessStartInfo("bash", [argument, .. more])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        bash.StandardInput.Write(input);
        bash.StandardInput.Close();
        var errors = bash.StandardError.ReadToEndAsync();
        var output = bash.StandardOutput.ReadToEnd();
        bash.WaitForExit();
        return (bash.ExitCode, output, errors.Result);
    }
}

using System.Diagnostics;
using K8tre.Components.OnPrem.Ssh;

namespace K8tre.Tests.OnPrem.Ssh;

public sealed class HostScriptTests
{
    private static readonly string Folder = Path.Combine(Repository.Root, "components/OnPrem/Scripts");

    // Those in Shared/ are sourced by the others.
    public static TheoryData<string> Scripts =>
    [
        .. Directory.EnumerateFiles(Folder, "*.sh")
            .Select(file => Path.GetFileNameWithoutExtension(file)!)
            .Order(),
    ];

    [Theory, MemberData(nameof(Scripts))]
    public void A_script_without_a_verb_lists_its_verbs_and_fails(string script)
    {
        var (exitCode, errors) = Bash(Path.Combine(Folder, $"{script}.sh"), "");

        Assert.Equal(1, exitCode);
        Assert.Equal($"{script}: the verb is ''; use {Verbs(script)}\n", errors);
    }

    [Theory, MemberData(nameof(Scripts))]
    public async Task The_remote_command_runs_the_script_from_standard_input(string script)
    {
        var args = HostScript.Named(script).On(Hosts.One, TimeSpan.FromSeconds(20), []);
        var command = (await ValueOf(args.Create!)).Replace($"{script} apply", $"{script} neither", StringComparison.Ordinal);

        var (exitCode, errors) = Bash("-c", await ValueOf(args.Stdin!), command);

        Assert.Equal(1, exitCode);
        Assert.Equal($"{script}: the verb is 'neither'; use {Verbs(script)}\n", errors);
    }

    [Theory, MemberData(nameof(Scripts))]
    public void Only_a_script_with_the_verb_remove_runs_on_deletion(string script)
    {
        var args = HostScript.Named(script).On(Hosts.One, TimeSpan.FromSeconds(20), []);

        Assert.Equal(Verbs(script).Contains("remove", StringComparison.Ordinal), args.Delete is not null);
    }

    [Fact]
    public async Task The_script_reads_its_parameters_after_itself_from_standard_input()
    {
        var args = HostScript.Named("k3s-server").On(Hosts.One, TimeSpan.FromSeconds(20), new() { { "colour", "red" } });

        var (_, errors) = Bash("-c", await ValueOf(args.Stdin!), await ValueOf(args.Create!));

        Assert.StartsWith("k3s-server: does not know the parameter 'colour'; it knows: ", errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Parameters_and_files_are_in_standard_input_and_not_in_the_command()
    {
        var args = HostScript.Named("k3s-server").On(Hosts.One, TimeSpan.FromMinutes(1), new()
        {
            { "b", "canary" },
            { "a", "first" },
            new HostFile[] { new("/etc/one", "0600", "canary\n"), new("/etc/two", "0644", "déjà") },
        });

        // é and à are two bytes each.
        Assert.EndsWith(
            "\nb=canary\na=first\nfile=0600 7 /etc/one\nfile=0644 6 /etc/two\n\ncanary\ndéjà",
            await ValueOf(args.Stdin!),
            StringComparison.Ordinal);
        Assert.DoesNotContain("canary", await ValueOf(args.Create!) + await ValueOf(args.Delete!), StringComparison.Ordinal);
    }

    [Theory, InlineData("v1\nserver=evil"), InlineData("v1\rserver=evil")]
    public async Task A_parameter_with_two_lines_is_refused(string value)
    {
        var args = HostScript.Named("k3s-server").On(Hosts.One, TimeSpan.FromMinutes(1), new() { { "version", value } });

        var error = await Assert.ThrowsAsync<ArgumentException>(() => ValueOf(args.Stdin!));
        Assert.Contains("'version'", error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("evil", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_run_has_a_time_limit()
    {
        var args = HostScript.Named("preflight").On(Hosts.One, TimeSpan.FromMinutes(2), []);

        Assert.Contains(" timeout --kill-after=10 120 bash ", await ValueOf(args.Create!), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("root", null, "/usr/bin/env -i ")]
    [InlineData("root", "canary", "/usr/bin/env -i ")]
    [InlineData("tre", null, "/usr/bin/sudo -n /usr/bin/env -i ")]
    [InlineData("tre", "canary", "/bin/sh -c 'read -r guard; exec \"$@\"' sh /usr/bin/sudo -k -S -p '' /usr/bin/env -i ")]
    public async Task A_user_other_than_root_uses_sudo(string user, string? password, string start)
    {
        var host = Hosts.One with { User = user, SudoPassword = password is null ? null : (Input<string>)Output.CreateSecret(password) };
        var args = HostScript.Named("k3s-server").On(host, TimeSpan.FromMinutes(1), []);

        foreach (var command in new[] { await ValueOf(args.Create!), await ValueOf(args.Delete!) })
        {
            Assert.StartsWith(start, command, StringComparison.Ordinal);
            Assert.DoesNotContain("canary", command, StringComparison.Ordinal);
        }
    }

    [Theory, InlineData("root", null), InlineData("tre", null), InlineData("tre", "canary")]
    public async Task The_command_means_the_same_to_posix_shells_csh_and_fish(string user, string? password)
    {
        var host = Hosts.One with { User = user, SudoPassword = password is null ? null : (Input<string>)password };

        // csh replaces '!' and line breaks, and fish '\\', in quotation marks too.
        Assert.DoesNotMatch("[!\\\\\n]", await ValueOf(HostScript.Named("preflight").On(host, TimeSpan.FromMinutes(1), []).Create!));
    }

    [Fact]
    public async Task Start_files_functions_and_options_of_the_account_do_not_reach_the_script()
    {
        var spoil = Path.GetTempFileName();
        await File.WriteAllTextAsync(spoil, "echo spoiled >&2; exit 3\n");
        var args = HostScript.Named("preflight").On(Hosts.One, TimeSpan.FromSeconds(20), new() { { "colour", "red" } });

        var (exitCode, errors) = Bash(
            "-c",
            await ValueOf(args.Stdin!),
            $"head() {{ echo spoiled >&2; }}; export -f head; export BASH_ENV={spoil} SHELLOPTS TMOUT=1; set -x -o noclobber; "
            + await ValueOf(args.Create!));

        File.Delete(spoil);
        Assert.Equal(1, exitCode);
        Assert.Contains("preflight: does not know the parameter 'colour'", errors, StringComparison.Ordinal);
        Assert.DoesNotContain("\nspoiled", errors, StringComparison.Ordinal);
    }

    [Theory, InlineData("bash"), InlineData("sh")]
    public async Task A_shell_that_reads_the_input_as_commands_ends_before_the_password(string shell)
    {
        var host = Hosts.One with { User = "tre", SudoPassword = Output.CreateSecret("canary") };
        var args = HostScript.Named("preflight").On(host, TimeSpan.FromMinutes(1), []);

        var (exitCode, errors) = Bash("-c", await ValueOf(args.Stdin!), $"exec {shell}");

        Assert.Equal((97, ""), (exitCode, errors));
    }

    [Fact]
    public async Task The_password_of_sudo_is_the_line_before_the_script_in_standard_input_which_is_secret()
    {
        var host = Hosts.One with { User = "tre", SudoPassword = Output.CreateSecret("canary") };
        var args = HostScript.Named("preflight").On(host, TimeSpan.FromMinutes(1), []);

        Assert.Contains("\ncanary\n#k8tre script\n", await ValueOf(args.Stdin!), StringComparison.Ordinal);
        Assert.True(await Output.IsSecretAsync(args.Stdin!.ToOutput()));
    }

    [Fact]
    public async Task A_password_that_sudo_does_not_ask_for_is_skipped()
    {
        var host = Hosts.One with { SudoPassword = Output.CreateSecret("touch /nowhere/canary") };
        var args = HostScript.Named("preflight").On(host, TimeSpan.FromSeconds(20), new() { { "colour", "red" } });

        var (_, errors) = Bash("-c", await ValueOf(args.Stdin!), await ValueOf(args.Create!));

        Assert.StartsWith("preflight: does not know the parameter 'colour'", errors, StringComparison.Ordinal);
    }

    [Theory, InlineData(true), InlineData(false)]
    public async Task A_secret_parameter_or_file_makes_standard_input_secret(bool isFile)
    {
        var secret = Output.CreateSecret("canary");
        ScriptInput input = isFile ? new() { new HostFile[] { new("/etc/one", "0600", secret) } } : new() { { "token", secret } };

        Assert.True(
            await Output.IsSecretAsync(HostScript.Named("k3s-agent").On(Hosts.One, TimeSpan.FromMinutes(1), input).Stdin!.ToOutput()));
    }

    private static string Verbs(string script) =>
        File.ReadAllText(Path.Combine(Folder, $"{script}.sh")).Contains("\nremove() {", StringComparison.Ordinal)
            ? "'apply' or 'remove'"
            : "'apply'";

    private static Task<string> ValueOf(Input<string> input) => OutputUtilities.GetValueAsync(input.ToOutput());

    private static (int ExitCode, string Errors) Bash(string argument, string input, params string[] more)
    {
        using var bash = Process.Start(new ProcessStartInfo("bash", [argument, .. more])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        var errors = bash.StandardError.ReadToEndAsync();
        try
        {
            bash.StandardInput.Write(input);
            bash.StandardInput.Close();
        }
        catch (IOException)
        {
            // The script can end before it has read everything.
        }
        bash.StandardOutput.ReadToEnd();
        bash.WaitForExit();
        return (bash.ExitCode, errors.Result);
    }
}

using CliWrap;
using CliWrap.Buffered;
using K8tre.Automation.Hosts;

namespace K8tre.Tests.Automation.Hosts;

public sealed class StatusScriptTests
{
    private static readonly PlatformHost Root = new() { Name = "one", Cluster = "tre-dev", Endpoint = new("192.0.2.10", 22, "root", null) };

    private static readonly PlatformHost Operator = Root with { SudoAsksPassword = true, Endpoint = Root.Endpoint with { User = "tre" } };

    [Fact]
    public void The_sudo_password_precedes_the_script_and_is_not_part_of_the_command()
    {
        Assert.Contains("\ncanary\n#k8tre script\n", StatusScript.Input(Operator, "canary"), StringComparison.Ordinal);
        Assert.Contains(" /usr/bin/sudo -k -S -p '' /usr/bin/env -i ", StatusScript.Command(Operator), StringComparison.Ordinal);
        Assert.DoesNotContain("canary", StatusScript.Command(Operator), StringComparison.Ordinal);
    }

    [Fact]
    public void A_host_whose_sudo_asks_for_no_password_does_not_receive_one()
        => Assert.DoesNotContain("canary", StatusScript.Input(Root, "canary"), StringComparison.Ordinal);

    [Fact]
    public async Task The_remote_command_runs_the_script_on_standard_input()
    {
        // A verb that the script does not have, so that it ends before it reads the state of this machine.
        var command = StatusScript.Command(Root).Replace("node-status apply", "node-status neither", StringComparison.Ordinal);

        var run = await Cli.Wrap("bash")
            .WithArguments(["-c", command])
            .WithStandardInputPipe(PipeSource.FromString(StatusScript.Input(Root, null)))
            .WithValidation(CommandResultValidation.None)
            .ExecuteBufferedAsync();

        Assert.Equal((1, "node-status: the verb is 'neither'; use 'apply'\n"), (run.ExitCode, run.StandardError));
    }
}

using System.CommandLine;
using K8tre.Automation.Hosts;
using K8tre.Automation.Plans;

namespace K8tre.Automation.Commands;

/// <summary><c>k8tre hosts</c>: asks the hosts of a stack how they are, and whether they still are as they were set.</summary>
internal static class HostsCommand
{
    /// <summary>The command.</summary>
    public static Command Create()
    {
        var stack = StackArgument.Create();
        var identity = new Option<string?>("--identity") { Description = "File of the private key; without it the keys of the SSH agent", HelpName = "file" };
        var json = new Option<bool>("--json") { Description = "Print the result as JSON" };
        var program = new Option<string?>("--program") { Description = "Compiled program (.dll) to run", Hidden = true };

        var command = new Command("hosts", "Ask the hosts of a stack over SSH for version, certificates, snapshots and drift; changes nothing")
        {
            stack, identity, json, program,
        };
        command.SetAction((call, cancellation) => RunAsync(
            call.GetValue(stack) ?? throw StackArgument.Missing("hosts"), call.GetValue(identity), call.GetValue(program), call.GetValue(json), cancellation));
        return command;
    }

    private static async Task<int> RunAsync(string stack, string? identity, string? program, bool printJson, CancellationToken cancellation)
    {
        if (identity is not null && !File.Exists(identity))
            throw CommandException.WrongCall($"--identity is {identity}, which is not there; name the file of a private key");

        HostsReport report;
        using (var progress = new ProgressLine("hosts"))
        {
            var plan = await PlanRun.ExecuteAsync(
                new() { ProjectDirectory = CommandLine.ProjectDirectory(), Stack = stack, Program = program, OnMessage = progress.Say }, cancellation);
            var hosts = PlatformHost.In(plan);
            if (hosts.Count == 0)
                throw CommandException.WrongCall($"the stack {stack} has no hosts of its own; only clusters on hosts have");
            progress.Show($"asking {hosts.Count} hosts");
            var password = hosts.Any(host => host.SudoAsksPassword) ? SudoPassword() : null;
            report = new(await HostStatus.OfAsync(hosts, identity, password, cancellation));
        }

        if (printJson)
            report.WriteJson(Console.Out);
        else
            report.WriteText(Console.Out);
        return report.ExitCode;
    }

    // Never an option: a command line is seen by everybody on the machine.
    private static string SudoPassword()
    {
        if (Console.IsInputRedirected)
            return Console.ReadLine() ?? "";
        Console.Error.Write("sudo password: ");
        var password = new System.Text.StringBuilder();
        while (Console.ReadKey(intercept: true) is { Key: not ConsoleKey.Enter } key)
        {
            if (key.Key == ConsoleKey.Backspace)
                password.Length = Math.Max(0, password.Length - 1);
            else
                password.Append(key.KeyChar);
        }
        Console.Error.WriteLine();
        return password.ToString();
    }
}

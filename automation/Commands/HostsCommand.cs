using System.CommandLine;
using System.Text;
using K8tre.Automation.Hosts;
using K8tre.Automation.Planning;
using K8tre.Automation.Projects;

namespace K8tre.Automation.Commands;

/// <summary><c>k8tre hosts</c>: reads the state of a stack's hosts, and their differences from the last configuration.</summary>
internal static class HostsCommand
{
    /// <summary>Creates the command.</summary>
    public static Command Create()
    {
        var stack = StackArgument.Create();
        var identity = new Option<string?>("--identity")
        {
            Description = "File of the private key. Default: the keys of the SSH agent",
            HelpName = "file",
        };
        var json = new Option<bool>("--json") { Description = "Print the result as JSON" };
        var program = ProgramOption.Create();

        var command = new Command("hosts", "Read version, certificates, snapshots and drift of a stack's hosts over SSH; changes nothing")
        {
            stack, identity, json, program,
        };
        command.SetAction((call, cancellation) => RunAsync(
            new()
            {
                ProjectDirectory = Project.FindDirectory(),
                Stack = call.GetValue(stack) ?? throw StackArgument.Missing("hosts"),
                Program = call.GetValue(program),
            },
            call.GetValue(identity),
            call.GetValue(json),
            cancellation));
        return command;
    }

    private static async Task<int> RunAsync(PlanRequest request, string? identity, bool printJson, CancellationToken cancellation)
    {
        if (identity is not null && !File.Exists(identity))
            throw CommandException.WrongCall($"--identity is '{identity}', which does not exist; name the file of a private key");

        HostsReport report;
        using (var progress = new ProgressLine("hosts"))
        {
            var plan = await PlanRun.ExecuteAsync(request with { OnMessage = progress.WriteMessage }, cancellation);
            var hosts = PlatformHost.ReadAll(plan);
            if (hosts.Count == 0)
                throw CommandException.WrongCall($"the stack {request.Stack} has no hosts; choose a stack with clusters on premises");
            progress.Show($"reading {hosts.Count} hosts");
            var password = hosts.Any(host => host.SudoAsksPassword) ? ReadSudoPassword() : null;
            report = new(await HostStatus.ReadAllAsync(hosts, identity, password, cancellation));
        }

        if (printJson)
            report.WriteJson(Console.Out);
        else
            report.WriteText(Console.Out);
        return report.ExitCode;
    }

    // Not an option: all users of the machine can see command lines.
    private static string ReadSudoPassword()
    {
        if (Console.IsInputRedirected)
            return Console.ReadLine() ?? "";
        Console.Error.Write("sudo password: ");
        var password = new StringBuilder();
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

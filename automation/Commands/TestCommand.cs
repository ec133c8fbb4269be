using System.CommandLine;
using System.Diagnostics;

namespace K8tre.Automation.Commands;

/// <summary><c>k8tre test</c>: runs the tests of the repository, in the configuration that the command was built in.</summary>
internal static class TestCommand
{
    private const string AptGet = "/usr/bin/apt-get";

    /// <summary>The command.</summary>
    public static Command Create()
    {
        var filter = new Argument<string?>("filter")
        {
            HelpName = "filter",
            Description = "Only tests with this in their full name, or a filter expression of `dotnet test`",
            Arity = ArgumentArity.ZeroOrOne,
        };
        var realHosts = new Option<bool>("--real-hosts")
        {
            Description = "Install what the tests on real hosts need (Debian or Ubuntu, as root), and let none of them be skipped",
        };
        var command = new Command("test", "Run the tests") { filter, realHosts };
        command.SetAction((call, cancellation) => RunAsync(call.GetValue(filter), call.GetValue(realHosts), cancellation));
        return command;
    }

    private static async Task<int> RunAsync(string? filter, bool withRealHosts, CancellationToken cancellation)
    {
        var root = CommandLine.ProjectDirectory();
        string[] solutions = [.. Directory.EnumerateFiles(root, "*.sln"), .. Directory.EnumerateFiles(root, "*.slnx")];
        if (solutions is not [var solution])
            throw CommandException.WrongCall($"{root} holds {solutions.Length} solutions; one is needed to know what to test");

        if (withRealHosts)
            await InstallAsync(cancellation);

        string[] filters = filter is null ? [] : ["--filter", Expression(filter)];
        var start = new ProcessStartInfo("dotnet", ["test", solution, "-c", BuildFacts.Configuration, .. filters])
        {
            WorkingDirectory = root,
        };
        if (withRealHosts)
            start.Environment[RealHostsRequirements.Variable] = RealHostsRequirements.Required;
        return await RunAsync(start, cancellation) == 0 ? ExitCode.Ok : ExitCode.Failed;
    }

    private static async Task InstallAsync(CancellationToken cancellation)
    {
        if (!Environment.IsPrivilegedProcess)
            throw CommandException.WrongCall("--real-hosts makes hosts and networks, which needs root; run `sudo ./k8tre test --real-hosts`");

        var missing = RealHostsRequirements.MissingPackages;
        if (missing.Count == 0)
            return;
        if (!File.Exists(AptGet))
            throw CommandException.WrongCall($"--real-hosts needs {string.Join(", ", missing)} and found no apt-get; run it on Debian or Ubuntu");

        await Console.Error.WriteLineAsync($"k8tre: installing {string.Join(", ", missing)}");
        foreach (string[] arguments in new string[][] { ["-qq", "update"], ["-qq", "-y", "install", "--no-install-recommends", .. missing] })
        {
            var start = new ProcessStartInfo(AptGet, arguments) { Environment = { ["DEBIAN_FRONTEND"] = "noninteractive" } };
            if (await RunAsync(start, cancellation) != 0)
                throw CommandException.Failed($"apt-get {string.Join(' ', arguments)} failed; what it said stands above");
        }
    }

    private static async Task<int> RunAsync(ProcessStartInfo start, CancellationToken cancellation)
    {
        using var process = Process.Start(start) ?? throw new InvalidOperationException("Process.Start returned no process");
        try
        {
            await process.WaitForExitAsync(cancellation);
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            throw;
        }

        return process.ExitCode;
    }

    private static string Expression(string filter) => filter.AsSpan().ContainsAny("=~!&|") ? filter : $"FullyQualifiedName~{filter}";
}

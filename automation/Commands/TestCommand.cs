using System.CommandLine;
using System.Diagnostics;
using K8tre.Automation.Projects;

namespace K8tre.Automation.Commands;

/// <summary><c>k8tre test</c>: runs the tests of the repository, in the configuration of the command.</summary>
internal static class TestCommand
{
    private const string AptGet = "/usr/bin/apt-get";

    /// <summary>Creates the command.</summary>
    public static Command Create()
    {
        var filter = new Argument<string?>("filter")
        {
            HelpName = "filter",
            Description = "Part of the full names of the tests, or a filter expression of `dotnet test`",
            Arity = ArgumentArity.ZeroOrOne,
        };
        var realHosts = new Option<bool>("--real-hosts")
        {
            Description = "Install the requirements of the tests on real hosts (Debian or Ubuntu, as root), and skip none of these tests",
        };
        var command = new Command("test", "Run the tests") { filter, realHosts };
        command.SetAction((call, cancellation) => RunAsync(call.GetValue(filter), call.GetValue(realHosts), cancellation));
        return command;
    }

    private static async Task<int> RunAsync(string? filter, bool withRealHosts, CancellationToken cancellation)
    {
        var root = Project.FindDirectory();
        string[] solutions = [.. Directory.EnumerateFiles(root, "*.sln"), .. Directory.EnumerateFiles(root, "*.slnx")];
        if (solutions is not [var solution])
            throw CommandException.WrongCall($"{root} contains {solutions.Length} solutions; keep one, so that its tests can be run");

        if (withRealHosts)
            await InstallAsync(cancellation);

        string[] filters = filter is null ? [] : ["--filter", Expression(filter)];
        var start = new ProcessStartInfo("dotnet", ["test", solution, "-c", ProductInfo.Configuration, .. filters])
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
            throw CommandException.WrongCall("--real-hosts creates hosts and networks as root; run `sudo ./k8tre test --real-hosts`");

        var missing = RealHostsRequirements.MissingPackages;
        if (missing.Count == 0)
            return;
        var packages = string.Join(", ", missing);
        if (!File.Exists(AptGet))
            throw CommandException.WrongCall($"--real-hosts needs {packages}, and apt-get is not installed; run it on Debian or Ubuntu");

        await Console.Error.WriteLineAsync($"{ProductInfo.Name}: installing {packages}");
        string[][] calls = [["-qq", "update"], ["-qq", "-y", "install", "--no-install-recommends", .. missing]];
        foreach (var arguments in calls)
        {
            var start = new ProcessStartInfo(AptGet, arguments) { Environment = { ["DEBIAN_FRONTEND"] = "noninteractive" } };
            if (await RunAsync(start, cancellation) != 0)
                throw CommandException.Failed($"apt-get {string.Join(' ', arguments)} failed; see its output above");
        }
    }

    // The process inherits the terminal, so that its output has colours and arrives at once. CliWrap would redirect it.
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

using System.CommandLine;
using System.Diagnostics;

namespace K8tre.Automation.Commands;

/// <summary><c>k8tre test</c>: runs the tests of the repository, in the configuration that the command was built in.</summary>
internal static class TestCommand
{
    /// <summary>The command.</summary>
    public static Command Create()
    {
        var filter = new Argument<string?>("filter")
        {
            HelpName = "filter",
            Description = "Only tests with this in their full name, or a filter expression of `dotnet test`",
            Arity = ArgumentArity.ZeroOrOne,
        };
        var command = new Command("test", "Run the tests") { filter };
        command.SetAction((call, cancellation) => RunAsync(call.GetValue(filter), cancellation));
        return command;
    }

    private static async Task<int> RunAsync(string? filter, CancellationToken cancellation)
    {
        var root = CommandLine.ProjectDirectory();
        string[] solutions = [.. Directory.EnumerateFiles(root, "*.sln"), .. Directory.EnumerateFiles(root, "*.slnx")];
        if (solutions is not [var solution])
            throw CommandException.WrongCall($"{root} holds {solutions.Length} solutions; one is needed to know what to test");

        string[] filters = filter is null ? [] : ["--filter", Expression(filter)];
        var start = new ProcessStartInfo("dotnet", ["test", solution, "-c", BuildFacts.Configuration, .. filters])
        {
            WorkingDirectory = root,
        };
        using var tests = Process.Start(start) ?? throw new InvalidOperationException("Process.Start returned no process");
        try
        {
            await tests.WaitForExitAsync(cancellation);
        }
        catch (OperationCanceledException)
        {
            tests.Kill(entireProcessTree: true);
            throw;
        }

        return tests.ExitCode == 0 ? ExitCode.Ok : ExitCode.Failed;
    }

    private static string Expression(string filter) => filter.AsSpan().ContainsAny("=~!&|") ? filter : $"FullyQualifiedName~{filter}";
}

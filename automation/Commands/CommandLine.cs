using System.CommandLine;
using K8tre.Automation.Projects;

namespace K8tre.Automation.Commands;

/// <summary>The command line: finds the command, runs it, and turns what goes wrong into a message and an exit code.</summary>
internal static class CommandLine
{
    /// <summary>The name people type.</summary>
    public const string Name = "k8tre";

    private static readonly TimeSpan TimeToStop = TimeSpan.FromSeconds(5);

    /// <summary>Runs a call and returns its <see cref="ExitCode"/>.</summary>
    public static async Task<int> RunAsync(IReadOnlyList<string> args)
    {
        var call = K8treCommand.Create().Parse(args);
        if (call.Errors.Count > 0)
            return Refuse($"{Problem(call)} See `{string.Join(' ', CommandPath(call))} --help`.", ExitCode.WrongCall);

        try
        {
            return await call.InvokeAsync(new() { EnableDefaultExceptionHandler = false, ProcessTerminationTimeout = TimeToStop });
        }
        catch (CommandException error)
        {
            return Refuse(error.Message, error.ExitCode);
        }
        catch (OperationCanceledException)
        {
            return Refuse("interrupted; nothing was written", ExitCode.Interrupted);
        }
        catch (Exception defect)
        {
            return Refuse($"{Name} has a defect; please report it with what follows.{Environment.NewLine}{defect}", ExitCode.Failed);
        }
    }

    /// <summary>The folder of the project: that of the launcher, else the nearest one from the current folder upwards.</summary>
    /// <exception cref="CommandException">There is no project.</exception>
    public static string ProjectDirectory()
        => Environment.GetEnvironmentVariable("K8TRE_ROOT") is { Length: > 0 } root
            ? Path.GetFullPath(root)
            : Project.FindDirectory(Directory.GetCurrentDirectory());

    private static int Refuse(string message, int exitCode)
    {
        Console.Error.WriteLine($"error: {message}");
        return exitCode;
    }

    private static string Problem(ParseResult call)
    {
        if (call.CommandResult.Command is RootCommand root && call.UnmatchedTokens is [var unknown, ..] && !unknown.StartsWith('-'))
        {
            var commands = root.Subcommands.Select(command => command.Name).ToList();
            return $"there is no command '{unknown}'{Spelling.Hint(unknown, commands)}; commands are {string.Join(", ", commands)}.";
        }

        return string.Join(' ', call.Errors.Select(error => error.Message.ReplaceLineEndings("").Replace('\t', ' ')));
    }

    private static IEnumerable<string> CommandPath(ParseResult call)
        => call.CommandResult.Command is RootCommand ? [Name] : [Name, call.CommandResult.Command.Name];
}

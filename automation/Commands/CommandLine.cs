using System.CommandLine;
using K8tre.Automation.Commands.Stacks;
using K8tre.Stacks.Settings.Reading;

namespace K8tre.Automation.Commands;

/// <summary>Runs a command line and converts errors to a message and an exit code.</summary>
internal static class CommandLine
{
    private static readonly TimeSpan TerminationTimeout = TimeSpan.FromSeconds(5);

    /// <summary>Runs a call and returns its <see cref="ExitCode"/>.</summary>
    public static async Task<int> RunAsync(IReadOnlyList<string> args)
    {
        var call = K8treCommand.Create().Parse(args);
        if (call.Errors.Count > 0)
            return Fail($"{Problem(call)} See `{string.Join(' ', CommandPath(call))} --help`.", ExitCode.WrongCall);

        try
        {
            return await call.InvokeAsync(new()
            {
                EnableDefaultExceptionHandler = false,
                // An operation handles signals itself: it can take minutes until it ends gracefully.
                ProcessTerminationTimeout = call.CommandResult.Command is OperationCommand ? null : TerminationTimeout,
            });
        }
        catch (CommandException error)
        {
            return Fail(error.Message, error.ExitCode);
        }
        catch (OperationCanceledException)
        {
            return Fail("interrupted; nothing was written", ExitCode.Interrupted);
        }
        catch (Exception defect)
        {
            return Fail($"{ProductInfo.Name} has a defect; report it with this text.{Environment.NewLine}{defect}", ExitCode.Failed);
        }
    }

    private static int Fail(string message, int exitCode)
    {
        Console.Error.WriteLine($"error: {EchoedText.PrintableLines(SecretText.Mask(message))}");
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
        => call.CommandResult.Command is RootCommand ? [ProductInfo.Name] : [ProductInfo.Name, call.CommandResult.Command.Name];
}

namespace K8tre.Automation;

/// <summary>Ends a command with a message and an exit code, without a stack trace.</summary>
/// <param name="message">The problem, the value, the allowed values and the fix.</param>
/// <param name="exitCode">One of <see cref="ExitCode"/>.</param>
internal sealed class CommandException(string message, int exitCode) : Exception(message)
{
    /// <summary>Exit code of the command.</summary>
    public int ExitCode { get; } = exitCode;

    /// <summary>Creates the error of an invalid call. Nothing was run.</summary>
    public static CommandException WrongCall(string message) => new(message, Automation.ExitCode.WrongCall);

    /// <summary>Creates the error of a failed plan or program.</summary>
    public static CommandException Failed(string message) => new(message, Automation.ExitCode.Failed);
}

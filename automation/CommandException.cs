namespace K8tre.Automation;

/// <summary>Ends a command with a message to the operator and an exit code, without a stack trace.</summary>
/// <param name="message">What is wrong, the value got, the values allowed and the change that mends it.</param>
/// <param name="exitCode">One of <see cref="ExitCode"/>.</param>
internal sealed class CommandException(string message, int exitCode) : Exception(message)
{
    /// <summary>The exit code of the command.</summary>
    public int ExitCode { get; } = exitCode;

    /// <summary>Something is wrong with the call or a file it names; nothing was run.</summary>
    public static CommandException WrongCall(string message) => new(message, Automation.ExitCode.WrongCall);

    /// <summary>The plan, or what the command ran, failed.</summary>
    public static CommandException Failed(string message) => new(message, Automation.ExitCode.Failed);
}

using K8tre.Automation.Operations.Steps;

namespace K8tre.Automation.Operations.Stages;

/// <summary>Asks a question that one answer approves.</summary>
internal static class Approval
{
    /// <summary>Asks on standard error, and reads a line of standard input.</summary>
    /// <param name="question">The question.</param>
    /// <param name="answer">The answer that approves.</param>
    /// <param name="fix">How to approve.</param>
    /// <param name="display">The output.</param>
    /// <returns>How the operation was approved.</returns>
    /// <exception cref="CommandException">The answer is another one, or there is none.</exception>
    public static string Ask(string question, string answer, string fix, OperationDisplay display)
    {
        display.Line("");
        Console.Error.Write(question);
        var given = Console.In.ReadLine();
        if (Console.IsInputRedirected)
            Console.Error.WriteLine();
        if (given?.Trim() == answer)
            return "by an answer";
        var reason = given is null ? "standard input gave no answer" : "the answer is another one";
        throw new CommandException($"not approved ({reason}), nothing was changed; {fix}", ExitCode.Refused);
    }
}

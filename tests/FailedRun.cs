namespace K8tre.Tests;

/// <summary>Failures of a program that runs on mocks.</summary>
/// <remarks>
/// The SDK throws a <see cref="RunException"/> for one failure, and an <see cref="AggregateException"/> of them for several. One cause may
/// fail several tasks of the program, and the number that the SDK has seen when the program ends depends on their timing.
/// </remarks>
internal static class FailedRun
{
    /// <summary>Runs a program that fails, and returns the message of each failure.</summary>
    public static async Task<string[]> MessagesOfAsync(Func<Task> program)
    {
        var error = await Assert.ThrowsAnyAsync<Exception>(program);
        IEnumerable<Exception> failures = error is AggregateException several ? several.InnerExceptions : [error];
        return [.. failures.Select(failure => Assert.IsType<RunException>(failure).Message)];
    }

    /// <summary>Runs a program that fails, and returns the messages of all failures as one text.</summary>
    public static async Task<string> OfAsync(Func<Task> program) => string.Join('\n', await MessagesOfAsync(program));
}

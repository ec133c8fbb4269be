using System.Text.RegularExpressions;

namespace K8tre.Automation.Programs;

/// <summary>Converts the errors of a failed program to messages without stack traces.</summary>
internal static partial class ProgramFailure
{
    /// <summary>Returns the distinct errors of a run.</summary>
    /// <param name="logged">Errors that the engine returned and the program logged.</param>
    /// <param name="errorOutput">Standard error of the program, used if there are no logged errors.</param>
    /// <param name="exitCode">Exit code of the program.</param>
    public static IReadOnlyList<string> Describe(IEnumerable<string> logged, string errorOutput, int exitCode)
    {
        var messages = new List<string>();
        foreach (var message in logged.Select(WithoutStackTrace))
        {
            if (!messages.Exists(earlier => message.Contains(earlier, StringComparison.Ordinal)))
                messages.Add(message);
        }

        if (messages is [])
        {
            var output = WithoutStackTrace(errorOutput);
            messages.Add(output.Length > 0 ? output : $"the program ended with exit code {exitCode} and without a message");
        }

        return messages;
    }

    /// <summary>Returns the text without stack traces and without the phrases by which .NET and the SDK introduce an exception.</summary>
    public static string WithoutStackTrace(string text)
    {
        var lines = text.ReplaceLineEndings("\n").Split('\n').Where(line => !FramePattern().IsMatch(line));
        return PreamblePattern().Replace(string.Join('\n', lines).Trim(), "").Trim();
    }

    [GeneratedRegex(@"^\s*(at \S+.*\(.*|--- End of .* ---)$")]
    private static partial Regex FramePattern();

    [GeneratedRegex(@"^(Running program '[^']*' failed with an unhandled exception:|Unhandled exception\.)\s*")]
    private static partial Regex PreamblePattern();
}

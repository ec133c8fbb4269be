using System.Text.RegularExpressions;

namespace K8tre.Automation.Programs;

/// <summary>Turns what a failed program said into the message an operator reads: without stack traces.</summary>
internal static partial class ProgramFailure
{
    /// <summary>The distinct errors of a run: those the engine and the program logged, else what stands on standard error.</summary>
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
            var said = WithoutStackTrace(errorOutput);
            messages.Add(said.Length > 0 ? said : $"the program ended with exit code {exitCode} and without a message");
        }

        return messages;
    }

    /// <summary>The text without the lines and phrases by which .NET and the SDK report an exception.</summary>
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

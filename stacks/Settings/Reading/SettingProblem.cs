namespace K8tre.Stacks.Settings.Reading;

/// <summary>Problem in a stack's settings.</summary>
/// <param name="Path">Path of the setting, as the operator typed it: <c>k8tre:platform.environments[0].environment</c>.</param>
/// <param name="Text">The value, the allowed values, and the change that solves the problem.</param>
public sealed record SettingProblem(string Path, string Text)
{
    /// <summary>Returns true if it is about the setting at <paramref name="path"/>, or one below it.</summary>
    internal bool IsAbout(string path) =>
        Path.StartsWith(path, StringComparison.Ordinal) && (Path.Length == path.Length || Path[path.Length] is '.' or '[');

    /// <summary>Returns the problem as one sentence, of bounded length and without control characters.</summary>
    public override string ToString() => SettingText.Printable($"{Path} {Text}");
}

/// <summary>Exception for settings with problems. Its message lists all of them. No resource was registered.</summary>
public sealed class SettingsException(IReadOnlyList<SettingProblem> problems)
    : RunException(Describe(problems))
{
    /// <summary>All problems, in the order of the settings.</summary>
    public IReadOnlyList<SettingProblem> Problems { get; } = problems;

    // More are not read.
    private const int MostProblems = 100;

    private static string Describe(IReadOnlyList<SettingProblem> problems) => problems is [var only]
        ? only.ToString()
        : $"the stack's settings have {problems.Count} problems:"
            + string.Concat(problems.Take(MostProblems).Select(problem => $"\n  {problem}"))
            + (problems.Count > MostProblems ? $"\n  and {problems.Count - MostProblems} more" : "");
}

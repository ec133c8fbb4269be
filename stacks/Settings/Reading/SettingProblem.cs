namespace K8tre.Stacks.Settings.Reading;

/// <summary>Something wrong in a stack's settings.</summary>
/// <param name="Path">The setting, as the operator typed it: <c>k8tre:platform.environments[0].environment</c>.</param>
/// <param name="Text">What was found, what is allowed, and the change that mends it.</param>
public sealed record SettingProblem(string Path, string Text)
{
    /// <summary>Whether it concerns the setting at <paramref name="path"/>, or one below it.</summary>
    internal bool IsAbout(string path) =>
        Path.StartsWith(path, StringComparison.Ordinal) && (Path.Length == path.Length || Path[path.Length] is '.' or '[');

    /// <summary>One sentence.</summary>
    public override string ToString() => $"{Path} {Text}";
}

/// <summary>A stack's settings can't be used. Its message lists every problem; nothing was registered.</summary>
public sealed class SettingsException(IReadOnlyList<SettingProblem> problems)
    : RunException(Describe(problems))
{
    /// <summary>All of them, in the order of the settings.</summary>
    public IReadOnlyList<SettingProblem> Problems { get; } = problems;

    private static string Describe(IReadOnlyList<SettingProblem> problems) => problems is [var only]
        ? only.ToString()
        : $"the stack's settings have {problems.Count} problems:{string.Concat(problems.Select(problem => $"\n  {problem}"))}";
}

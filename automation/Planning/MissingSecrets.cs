using System.Text.RegularExpressions;
using K8tre.Stacks.Settings.Reading;

namespace K8tre.Automation.Planning;

/// <summary>The secrets of a stack without a usable value. A plan contains placeholders for them, a deployment refuses to start.</summary>
/// <param name="stack">Name of the stack.</param>
internal sealed partial class MissingSecrets(string stack)
{
    private readonly List<string> _problems = [];

    /// <summary>Returns the problem that a secret of the stack file is no ciphertext.</summary>
    /// <param name="path">Path of the secret, such as <c>k8tre:sudoPassword</c>.</param>
    public static string NotEncrypted(string path)
        => $"{path} is `secure`, but its text is no ciphertext, and Pulumi rejects it; run: pulumi config set --secret "
            + (path.AsSpan(path.IndexOf(':') + 1).ContainsAny('.', '[') ? $"--path '{path}'" : path);

    /// <summary>Adds a secret. The problem ends with the command that sets it.</summary>
    public void Add(string problem)
    {
        lock (_problems)
            _problems.Add(CommandPattern().Replace(EchoedText.Printable(problem), $"$0 --stack {stack}"));
    }

    /// <summary>Writes the number of missing secrets and a line for each. Writes nothing if there are none.</summary>
    public void Write(TextWriter text)
    {
        if (_problems.Count == 0)
            return;

        var secrets = _problems.Count == 1 ? "1 secret has" : $"{_problems.Count} secrets have";
        text.WriteLine($"{secrets} no value. The plan contains placeholders; a deployment needs the values:");
        foreach (var problem in _problems)
            text.WriteLine($"  {problem}");
    }

    [GeneratedRegex(@"pulumi config set --secret (--path '[^']*'|\S+?(?=[\s,]|$))")]
    private static partial Regex CommandPattern();
}

using System.Text;
using Google.Protobuf.WellKnownTypes;

namespace K8tre.Tests.RealHosts.Engine;

/// <summary>What became of a resource in a run.</summary>
internal enum Change
{
    /// <summary>It was new.</summary>
    Created,

    /// <summary>Its inputs had changed.</summary>
    Updated,

    /// <summary>Another took its place. The old one's deletion is a step of its own.</summary>
    Replaced,

    /// <summary>It, or what it replaced, was taken away.</summary>
    Deleted,

    /// <summary>It was forgotten, and what it stands for left alone (<c>retainOnDelete</c>).</summary>
    Retained,

    /// <summary>Nothing had changed, and nothing was done.</summary>
    Unchanged,
}

/// <summary>A resource that a run has finished with.</summary>
/// <param name="Change">What became of it.</param>
/// <param name="Type">Its type token.</param>
/// <param name="Name">Its name.</param>
/// <param name="Host">Address of the host that a remote command ran on.</param>
internal sealed record Step(Change Change, string Type, string Name, string? Host);

/// <summary>What made a run fail.</summary>
/// <param name="Resource">Name of the resource; null when the program itself failed.</param>
/// <param name="Host">Address of the host that a remote command was for.</param>
/// <param name="Message">What the provider or the program said; with secrets, if they say them.</param>
internal sealed record RunError(string? Resource, string? Host, string Message);

/// <summary>What a run did.</summary>
internal sealed record RunReport
{
    /// <summary>Custom resources in the order in which the run had finished with them.</summary>
    public required IReadOnlyList<Step> Steps { get; init; }

    /// <summary>What failed; empty for a run that succeeded.</summary>
    public required IReadOnlyList<RunError> Errors { get; init; }

    /// <summary>What an operator would have seen: the program's messages and the commands' output as far as they log it. Not masked.</summary>
    public required string Log { get; init; }

    /// <summary>What the program registered, as <c>k8tre plan --json</c> writes it: with secrets masked where they are marked.</summary>
    public required string Plan { get; init; }

    /// <summary>Outputs of the stack, with marks of secrets.</summary>
    public required Struct Outputs { get; init; }

    /// <summary>How many SSH connections were made or tried.</summary>
    public required int Connections { get; init; }

    /// <summary>Wall time.</summary>
    public required TimeSpan Duration { get; init; }

    /// <summary>The texts that are never to be seen.</summary>
    public required IReadOnlyCollection<string> Secrets { get; init; }

    /// <summary>The steps that changed something.</summary>
    public IEnumerable<Step> Changes => Steps.Where(step => step.Change != Change.Unchanged);

    /// <summary>Names of the resources that something became of, in order.</summary>
    public IEnumerable<string> Names(Change change) => Steps.Where(step => step.Change == change).Select(step => step.Name);

    /// <summary>Fails the test, with the errors as its message, unless the run succeeded.</summary>
    public RunReport Succeeded()
    {
        Assert.True(Errors.Count == 0, ToString());
        return this;
    }

    /// <summary>Fails the test unless the run failed in one place, and returns that.</summary>
    public RunError Failed()
    {
        Assert.True(Errors.Count == 1, $"one error was expected: {ToString()}");
        return Errors[0];
    }

    /// <summary>Fails the test if the plan, the log or an error shows one of these texts.</summary>
    public RunReport KeepsSecret(IEnumerable<string> texts)
    {
        var shown = string.Join('\n', [Plan, Log, .. Errors.Select(error => error.Message)]);
        Assert.DoesNotContain(texts, text => shown.Contains(text, StringComparison.Ordinal));
        return this;
    }

    /// <summary>The report for a reader: the remote steps by name, the others by number, with secrets masked.</summary>
    public override string ToString()
    {
        var text = new StringBuilder();
        foreach (var step in Changes.Where(step => step.Host is not null))
            text.AppendLine($"{step.Change} {step.Name} on {step.Host}");
        foreach (var error in Errors)
            text.AppendLine($"error: {error.Resource}{(error.Host is null ? "" : $" on {error.Host}")}: {error.Message}");
        text.AppendJoin(", ", Steps.GroupBy(step => step.Change).Select(group => $"{group.Count()} {group.Key}"));
        text.Append($"; {Connections} SSH connections, {Duration.TotalSeconds:F1} s");
        return Masked(text.ToString(), Secrets);
    }

    private static string Masked(string text, IEnumerable<string> secrets) => secrets
        .OrderByDescending(secret => secret.Length)
        .Aggregate(text, (masked, secret) => masked.Replace(secret, "[secret]", StringComparison.Ordinal));
}

using System.Text;
using Google.Protobuf.WellKnownTypes;

namespace K8tre.Tests.RealHosts.Engine;

/// <summary>Result of a run for a resource.</summary>
internal enum Change
{
    /// <summary>It was created.</summary>
    Created,

    /// <summary>It was updated.</summary>
    Updated,

    /// <summary>It was replaced. The deletion of the old one is a step of its own.</summary>
    Replaced,

    /// <summary>It was deleted, or the resource that it replaced.</summary>
    Deleted,

    /// <summary>It was removed from the state and not deleted (<c>retainOnDelete</c>).</summary>
    Retained,

    /// <summary>It was not changed.</summary>
    Unchanged,
}

/// <summary>Step of a run.</summary>
/// <param name="Change">Result for the resource.</param>
/// <param name="Type">Type token of the resource.</param>
/// <param name="Name">Name of the resource.</param>
/// <param name="Host">Address of the host of a remote command.</param>
internal sealed record Step(Change Change, string Type, string Name, string? Host);

/// <summary>Error of a run.</summary>
/// <param name="Resource">Name of the resource. Null: the program itself failed.</param>
/// <param name="Host">Address of the host of a remote command.</param>
/// <param name="Message">Message of the provider or the program. Not masked.</param>
internal sealed record RunError(string? Resource, string? Host, string Message);

/// <summary>Report of a run.</summary>
internal sealed record RunReport
{
    /// <summary>Steps of custom resources in the order of their completion.</summary>
    public required IReadOnlyList<Step> Steps { get; init; }

    /// <summary>Errors. Empty: the run succeeded.</summary>
    public required IReadOnlyList<RunError> Errors { get; init; }

    /// <summary>Output that an operator sees: messages of the program and logged output of commands. Not masked.</summary>
    public required string Log { get; init; }

    /// <summary>Registered resources in the form of <c>k8tre plan --json</c>, with masked secrets.</summary>
    public required string Plan { get; init; }

    /// <summary>Outputs of the stack, with secret markers.</summary>
    public required Struct Outputs { get; init; }

    /// <summary>Number of SSH connections, including failed attempts.</summary>
    public required int Connections { get; init; }

    /// <summary>Duration.</summary>
    public required TimeSpan Duration { get; init; }

    /// <summary>Secrets that must not be shown.</summary>
    public required IReadOnlyCollection<string> Secrets { get; init; }

    /// <summary>Steps that changed something.</summary>
    public IEnumerable<Step> Changes => Steps.Where(step => step.Change != Change.Unchanged);

    /// <summary>Returns the names of the resources with a result, in order.</summary>
    public IEnumerable<string> Names(Change change) => Steps.Where(step => step.Change == change).Select(step => step.Name);

    /// <summary>Fails the test with the errors unless the run succeeded.</summary>
    public RunReport Succeeded()
    {
        Assert.True(Errors.Count == 0, ToString());
        return this;
    }

    /// <summary>Fails the test unless the run has exactly one error, and returns it.</summary>
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

    /// <summary>Returns the report as text: the names of remote steps, the number of other steps. Secrets are masked.</summary>
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

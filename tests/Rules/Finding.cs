namespace K8tre.Tests.Rules;

/// <summary>A rule that does not hold for a resource, or of which that is not known.</summary>
internal sealed record Finding(string Rule, string Title, string Resource, string Type, Verdict Verdict)
{
    /// <inheritdoc/>
    public override string ToString() => $"{Rule} {Verdict}: {Resource} ({Type}): {Title}";
}

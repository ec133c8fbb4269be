using System.Collections.Immutable;

namespace Pulumi.Automation;

/// <summary>An operation in the history of a stack.</summary>
public sealed class UpdateSummary
{
    internal UpdateSummary()
    {
    }

    /// <summary>Number of the operation.</summary>
    public int? Version { get; internal init; }

    /// <summary>Kind of the operation.</summary>
    public UpdateKind Kind { get; internal init; }

    /// <summary>Start.</summary>
    public DateTimeOffset StartTime { get; internal init; }

    /// <summary>End.</summary>
    public DateTimeOffset EndTime { get; internal init; }

    /// <summary>Message of the operation.</summary>
    public string Message { get; internal init; } = "";

    /// <summary>Facts about the caller: version of the CLI, commit, flags.</summary>
    public IImmutableDictionary<string, string> Environment { get; internal init; } = ImmutableDictionary<string, string>.Empty;

    /// <summary>Result.</summary>
    public UpdateState Result { get; internal init; }

    /// <summary>Number of steps by operation. Null if the operation has not ended.</summary>
    public IImmutableDictionary<OperationType, int>? ResourceChanges { get; internal init; }
}

using System.Collections.Immutable;

namespace Pulumi.Automation.Events;

/// <summary>Totals of a run.</summary>
public class SummaryEvent
{
    internal SummaryEvent()
    {
    }

    /// <summary>True if the state may be corrupt.</summary>
    public bool MaybeCorrupt { get; internal init; }

    /// <summary>Duration in seconds.</summary>
    public int DurationSeconds { get; internal init; }

    /// <summary>Number of steps by operation.</summary>
    public IImmutableDictionary<OperationType, int> ResourceChanges { get; internal init; } = null!;
}

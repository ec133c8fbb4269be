namespace Pulumi.Automation.Events;

/// <summary>An event of the engine. One of the members is set.</summary>
public class EngineEvent
{
    internal EngineEvent()
    {
    }

    /// <summary>Number of the event in its run.</summary>
    public int Sequence { get; internal init; }

    /// <summary>Time of the event in seconds since 1970.</summary>
    public int Timestamp { get; internal init; }

    /// <summary>The end.</summary>
    public CancelEvent? CancelEvent { get; internal init; }

    /// <summary>A message.</summary>
    public DiagnosticEvent? DiagnosticEvent { get; internal init; }

    /// <summary>The start.</summary>
    public PreludeEvent? PreludeEvent { get; internal init; }

    /// <summary>The totals.</summary>
    public SummaryEvent? SummaryEvent { get; internal init; }

    /// <summary>A step starts.</summary>
    public ResourcePreEvent? ResourcePreEvent { get; internal init; }

    /// <summary>A step has succeeded.</summary>
    public ResourceOutputsEvent? ResourceOutputsEvent { get; internal init; }

    /// <summary>A step has failed.</summary>
    public ResourceOperationFailedEvent? ResourceOperationFailedEvent { get; internal init; }
}

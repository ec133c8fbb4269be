namespace Pulumi.Automation.Events;

/// <summary>A step has failed.</summary>
public class ResourceOperationFailedEvent
{
    internal ResourceOperationFailedEvent()
    {
    }

    /// <summary>The step.</summary>
    public StepEventMetadata Metadata { get; internal init; } = null!;

    /// <summary>Status of the resource.</summary>
    public int Status { get; internal init; }

    /// <summary>Number of steps before it.</summary>
    public int Steps { get; internal init; }
}

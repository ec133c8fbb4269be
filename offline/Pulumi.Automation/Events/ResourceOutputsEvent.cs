namespace Pulumi.Automation.Events;

/// <summary>A step has succeeded.</summary>
public class ResourceOutputsEvent
{
    internal ResourceOutputsEvent()
    {
    }

    /// <summary>The step.</summary>
    public StepEventMetadata Metadata { get; internal init; } = null!;

    /// <summary>True in a preview.</summary>
    public bool? Planning { get; internal init; }
}

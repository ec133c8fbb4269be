namespace Pulumi.Automation.Events;

/// <summary>A step starts.</summary>
public class ResourcePreEvent
{
    internal ResourcePreEvent()
    {
    }

    /// <summary>The step.</summary>
    public StepEventMetadata Metadata { get; internal init; } = null!;

    /// <summary>True in a preview.</summary>
    public bool? Planning { get; internal init; }
}

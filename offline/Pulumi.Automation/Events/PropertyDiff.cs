namespace Pulumi.Automation.Events;

/// <summary>Difference of a property.</summary>
public class PropertyDiff
{
    internal PropertyDiff()
    {
    }

    /// <summary>Kind of the difference.</summary>
    public DiffKind Kind { get; internal init; }

    /// <summary>True if inputs differ, false if an input differs from the state.</summary>
    public bool InputDiff { get; internal init; }
}

namespace Pulumi.Automation.Events;

/// <summary>Kinds of differences of a property.</summary>
public enum DiffKind
{
    /// <summary>The property is added.</summary>
    Add,

    /// <summary>The property is added, and the resource replaced.</summary>
    AddReplace,

    /// <summary>The property is removed.</summary>
    Delete,

    /// <summary>The property is removed, and the resource replaced.</summary>
    DeleteReplace,

    /// <summary>The property changes.</summary>
    Update,

    /// <summary>The property changes, and the resource is replaced.</summary>
    UpdateReplace,
}

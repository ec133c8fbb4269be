namespace Pulumi.Automation;

/// <summary>Operations of the engine on a resource.</summary>
public enum OperationType
{
    /// <summary>An operation of a newer engine.</summary>
    Unknown,

    /// <summary>Nothing changes.</summary>
    Same,

    /// <summary>The resource is created.</summary>
    Create,

    /// <summary>The resource is updated in place.</summary>
    Update,

    /// <summary>The resource is deleted.</summary>
    Delete,

    /// <summary>The resource is replaced. The other steps of the replacement have operations of their own.</summary>
    Replace,

    /// <summary>A replacement is created.</summary>
    CreateReplacement,

    /// <summary>A replaced resource is deleted.</summary>
    DeleteReplaced,

    /// <summary>An existing resource is read.</summary>
    Read,

    /// <summary>An existing resource is read in place of one that is replaced.</summary>
    ReadReplacement,

    /// <summary>The state of a resource is read again.</summary>
    Refresh,

    /// <summary>A resource that was read leaves the state.</summary>
    ReadDiscard,

    /// <summary>A resource that was read and is replaced leaves the state.</summary>
    DiscardReplaced,

    /// <summary>The mark of a pending replacement is removed.</summary>
    RemovePendingReplace,

    /// <summary>An existing resource is imported.</summary>
    Import,

    /// <summary>An existing resource is imported in place of one that is replaced.</summary>
    ImportReplacement,
}

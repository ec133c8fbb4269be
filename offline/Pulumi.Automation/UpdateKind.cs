namespace Pulumi.Automation;

/// <summary>Kinds of operations in the history of a stack.</summary>
public enum UpdateKind
{
    /// <summary>A deployment.</summary>
    Update,

    /// <summary>A preview.</summary>
    Preview,

    /// <summary>A refresh.</summary>
    Refresh,

    /// <summary>The stack was renamed.</summary>
    Rename,

    /// <summary>All resources were deleted.</summary>
    Destroy,

    /// <summary>A state was imported.</summary>
    Import,

    /// <summary>Resources were imported.</summary>
    ResourceImport,
}

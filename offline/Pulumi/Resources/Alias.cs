namespace Pulumi;

/// <summary>
/// Former name of a resource, so that a rename does not replace it: either a whole URN, or the parts that were different.
/// </summary>
public sealed class Alias
{
    /// <summary>The whole URN. Then nothing else may be given.</summary>
    public string? Urn { get; set; }

    /// <summary>The former name. Default: the present one.</summary>
    public Input<string>? Name { get; set; }

    /// <summary>The former type token. Default: the present one.</summary>
    public Input<string>? Type { get; set; }

    /// <summary>The former stack. Default: the present one.</summary>
    public Input<string>? Stack { get; set; }

    /// <summary>The former project. Default: the present one.</summary>
    public Input<string>? Project { get; set; }

    /// <summary>The former parent. Default: the present one.</summary>
    public Resource? Parent { get; set; }

    /// <summary>The former parent's URN, in place of <see cref="Parent"/>.</summary>
    public Input<string>? ParentUrn { get; set; }

    /// <summary>True if there was no parent. Excludes <see cref="Parent"/>.</summary>
    public bool NoParent { get; set; }
}

namespace Pulumi;

/// <summary>
/// Marks a property of a resource as an output. The property is an <see cref="Output{T}"/> and has a setter, which may be private.
/// </summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class OutputAttribute : Attribute
{
    /// <summary>Marks an output.</summary>
    /// <param name="name">The name that the engine knows. Default: the name of the property.</param>
    public OutputAttribute(string? name = null)
    {
        Name = name;
    }

    /// <summary>The name that the engine knows, where it was given.</summary>
    public string? Name { get; }
}

namespace Pulumi;

/// <summary>Marks a field or property of an args class as an input, under the name that the engine knows.</summary>
[AttributeUsage(AttributeTargets.Field | AttributeTargets.Property)]
public sealed class InputAttribute : Attribute
{
    /// <summary>Names an input.</summary>
    /// <param name="name">The name that the engine knows.</param>
    /// <param name="required">True if a missing value fails the program.</param>
    /// <param name="json">True if the value goes to the engine as JSON text, as the inputs of providers do.</param>
    public InputAttribute(string name, bool required = false, bool json = false)
    {
        Name = name;
        IsRequired = required;
        IsJson = json;
    }

    internal string Name { get; }

    internal bool IsRequired { get; }

    internal bool IsJson { get; }
}

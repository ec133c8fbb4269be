namespace Pulumi;

/// <summary>
/// Says which type token a resource class stands for, so that a reference to a resource can become an object of the class.
/// </summary>
[AttributeUsage(AttributeTargets.Class)]
public class ResourceTypeAttribute : Attribute
{
    /// <summary>Names the type.</summary>
    public ResourceTypeAttribute(string type, string? version)
    {
        Type = type;
        Version = version;
    }

    /// <summary>The type token.</summary>
    public string Type { get; }

    /// <summary>The version of the package that the class was made from.</summary>
    public string? Version { get; }
}

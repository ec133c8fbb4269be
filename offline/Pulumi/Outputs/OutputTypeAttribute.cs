namespace Pulumi;

/// <summary>Marks a class that values of outputs may have.</summary>
[AttributeUsage(AttributeTargets.Class)]
public sealed class OutputTypeAttribute : Attribute;

/// <summary>Marks the constructor of an <see cref="OutputTypeAttribute"/> class that takes the values.</summary>
[AttributeUsage(AttributeTargets.Constructor)]
public sealed class OutputConstructorAttribute : Attribute;

/// <summary>Gives a parameter of an <see cref="OutputConstructorAttribute"/> constructor the name that the engine knows.</summary>
[AttributeUsage(AttributeTargets.Parameter)]
public sealed class OutputConstructorParameterAttribute : Attribute
{
    /// <summary>Names a parameter.</summary>
    public OutputConstructorParameterAttribute(string name)
    {
        Name = name;
    }

    /// <summary>The name that the engine knows.</summary>
    public string Name { get; }
}

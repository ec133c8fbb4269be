namespace Pulumi;

/// <summary>Marks an interface whose implementations are told apart by the value of one property.</summary>
[AttributeUsage(AttributeTargets.Interface)]
public sealed class DiscriminatedUnionDiscriminatorAttribute : Attribute
{
    /// <summary>Names the property.</summary>
    public DiscriminatedUnionDiscriminatorAttribute(string propertyName)
    {
        PropertyName = propertyName;
    }

    /// <summary>The property, by the name that the engine knows.</summary>
    public string PropertyName { get; }
}

/// <summary>One implementation of such an interface.</summary>
[AttributeUsage(AttributeTargets.Interface, AllowMultiple = true)]
public sealed class DiscriminatedUnionCaseAttribute : Attribute
{
    /// <summary>Says which type a value of the property stands for.</summary>
    public DiscriminatedUnionCaseAttribute(string tag, Type type)
    {
        Tag = tag;
        Type = type;
    }

    /// <summary>The value of the property.</summary>
    public string Tag { get; }

    /// <summary>The implementation.</summary>
    public Type Type { get; }
}

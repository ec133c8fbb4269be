namespace K8tre.Offline.Bindings.Schema;

/// <summary>The type of a property, without the wrappers that C# adds by rule.</summary>
internal abstract record SchemaType
{
    /// <summary>Every object type it names, at any depth.</summary>
    public IEnumerable<string> References => this switch
    {
        ObjectType reference => [reference.Name],
        ArrayType array => array.Element.References,
        MapType map => map.Element.References,
        UnionType union => union.Members.SelectMany(member => member.References),
        _ => [],
    };
}

/// <summary>A type without parts.</summary>
internal sealed record PrimitiveType(Primitive Kind) : SchemaType;

internal sealed record ArrayType(SchemaType Element) : SchemaType;

/// <summary>A map from strings.</summary>
internal sealed record MapType(SchemaType Element) : SchemaType;

internal sealed record UnionType(IReadOnlyList<SchemaType> Members) : SchemaType;

/// <summary>An object type of the same section, by its dotted TypeScript name.</summary>
internal sealed record ObjectType(string Name) : SchemaType;

/// <summary>An enumeration, by its dotted TypeScript name.</summary>
internal sealed record EnumType(string Name) : SchemaType;

/// <summary>Types without parts. A schema's number is an integer unless the conventions say otherwise.</summary>
internal enum Primitive
{
    String,
    Boolean,
    Integer,
    Double,
    Any,
    Asset,
    Archive,
    Json,
}

using K8tre.Offline.Bindings.Naming;
using K8tre.Offline.Bindings.Schema;

namespace K8tre.Offline.Bindings.Emit;

/// <summary>A property with its C# name and its type after the conventions.</summary>
/// <param name="WireName">Name that the engine knows: the property's name in the schema.</param>
/// <param name="Name">Name of the C# member.</param>
/// <param name="Type">Type, with doubles and JSON told apart.</param>
/// <param name="IsSecret">True if a value that is assigned becomes secret.</param>
/// <param name="Schema">The rest of what the schema says.</param>
internal sealed record Member(string WireName, string Name, SchemaType Type, bool IsSecret, PropertySchema Schema)
{
    /// <summary>Name of the field behind it.</summary>
    public string Field => Identifier.Field(WireName);

    public bool IsCollection => Type is ArrayType or MapType;

    /// <summary>The members of the type, resource or function that the conventions know as <paramref name="owner"/>.</summary>
    public static IReadOnlyList<Member> All(
        string owner, IReadOnlyDictionary<string, PropertySchema> properties, Names names, Conventions conventions) =>
        [
            .. properties.Select(property => new Member(
                property.Key,
                names.Member(owner, property.Key),
                Precise(property.Value.Type, $"{owner}.{property.Key}", conventions),
                property.Value.Secret || conventions.Secrets.Contains($"{owner}.{property.Key}"),
                property.Value)),
        ];

    private static SchemaType Precise(SchemaType type, string member, Conventions conventions) => type switch
    {
        PrimitiveType { Kind: Primitive.Integer } when conventions.Doubles.Contains(member) => new PrimitiveType(Primitive.Double),
        PrimitiveType { Kind: Primitive.Any } when conventions.JsonValues.Contains(member) => new PrimitiveType(Primitive.Json),
        ArrayType array => new ArrayType(Precise(array.Element, member, conventions)),
        MapType map => new MapType(Precise(map.Element, member, conventions)),
        UnionType union => new UnionType([.. union.Members.Select(part => Precise(part, member, conventions))]),
        _ => type,
    };
}

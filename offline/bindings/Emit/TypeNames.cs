using K8tre.Offline.Bindings.Naming;
using K8tre.Offline.Bindings.Schema;

namespace K8tre.Offline.Bindings.Emit;

/// <summary>Writes schema types as C# types, in each of the places where they can stand.</summary>
internal sealed class TypeNames(Names names, PackageSchema schema)
{
    private enum Place
    {
        Input,
        State,
        Output,
    }

    /// <summary>A property that takes inputs: <c>Input&lt;T&gt;</c>, or its form for lists, maps, unions and JSON.</summary>
    public string Input(SchemaType type, bool isState)
    {
        var place = isState ? Place.State : Place.Input;
        return type switch
        {
            ArrayType array => $"InputList<{Resolved(array.Element, place)}>",
            MapType map => $"InputMap<{Resolved(map.Element, place)}>",
            PrimitiveType { Kind: Primitive.Json } => "InputJson",
            UnionType union => Union(union, place) switch
            {
                [var only] => $"Input<{only}>",
                [var first, var second] => $"InputUnion<{first}, {second}>",
                _ => "object",
            },
            _ => $"Input<{Resolved(type, place)}>",
        };
    }

    /// <summary>A property of a function's plain arguments: collections are mutable.</summary>
    public string Plain(SchemaType type) => type switch
    {
        ArrayType array => $"List<{Resolved(array.Element, Place.Input)}>",
        MapType map => $"Dictionary<string, {Resolved(map.Element, Place.Input)}>",
        _ => Resolved(type, Place.Input),
    };

    /// <summary>An output, or a member of an output type.</summary>
    public string Output(SchemaType type) => Resolved(type, Place.Output);

    /// <summary>The enumeration that is the whole type, if it is one.</summary>
    public EnumSchema? Enum(SchemaType type) => type is EnumType reference ? schema.Enums[reference.Name] : null;

    public string EnumClass(EnumType type) => $"global::{names.EnumNamespace(type.Name)}.{Names.Simple(type.Name)}";

    private string Resolved(SchemaType type, Place place) => type switch
    {
        PrimitiveType primitive => Word(primitive.Kind),
        ArrayType array => $"ImmutableArray<{Resolved(array.Element, place)}>",
        MapType map => $"ImmutableDictionary<string, {Resolved(map.Element, place)}>",
        ObjectType { Name: var name } when place == Place.Output => $"global::{names.OutputNamespace(name)}.{names.OutputClass(name)}",
        ObjectType { Name: var name } => $"global::{names.InputNamespace(name)}.{names.InputClass(name, place == Place.State)}",
        EnumType reference => EnumClass(reference),
        UnionType union => Union(union, place) switch
        {
            [var only] => only,
            [var first, var second] => $"Union<{first}, {second}>",
            _ => "object",
        },
        _ => throw new NotSupportedException($"{type} has no C# type"),
    };

    /// <summary>The distinct types of a union; in an output, one that may be an enumeration is what the enumeration is made of.</summary>
    private IReadOnlyList<string> Union(UnionType union, Place place)
    {
        if (place == Place.Output && union.Members.OfType<EnumType>().FirstOrDefault() is { } relaxed)
            return [schema.Enums[relaxed.Name].IsNumeric ? "int" : "string"];
        return [.. union.Members.Select(member => Resolved(member, place)).Distinct()];
    }

    private static string Word(Primitive kind) => kind switch
    {
        Primitive.String => "string",
        Primitive.Boolean => "bool",
        Primitive.Integer => "int",
        Primitive.Double => "double",
        Primitive.Any => "object",
        Primitive.Asset => "AssetOrArchive",
        Primitive.Archive => "Archive",
        Primitive.Json => "System.Text.Json.JsonElement",
        _ => throw new NotSupportedException($"{kind} has no C# type"),
    };
}

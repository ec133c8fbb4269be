using System.Collections.Immutable;
using System.Reflection;
using System.Text.Json;

namespace K8tre.Tests.Conformance.Bindings;

/// <summary>A type of a C# binding in the words of <see cref="OfficialTypes"/>, with Input and Output taken off.</summary>
/// <param name="Kind">
/// <c>string</c>, <c>number</c>, <c>boolean</c>, <c>any</c>, <c>asset</c>, <c>archive</c>, <c>enum</c>, <c>array</c>, <c>map</c>,
/// <c>union</c> or <c>object</c>.
/// </param>
/// <param name="Type">The C# type, of an <c>enum</c> or <c>object</c>.</param>
/// <param name="Parts">The element of an <c>array</c> or <c>map</c>, the members of a <c>union</c>.</param>
internal sealed record BindingShape(string Kind, Type Type, IReadOnlyList<BindingShape> Parts)
{
    private static readonly Dictionary<Type, string> Primitives = new()
    {
        [typeof(string)] = "string",
        [typeof(bool)] = "boolean",
        [typeof(int)] = "number",
        [typeof(double)] = "number",
        [typeof(object)] = "any",
        [typeof(JsonElement)] = "any",
        [typeof(InputJson)] = "any",
        [typeof(AssetOrArchive)] = "asset",
        [typeof(Archive)] = "archive",
    };

    private static readonly HashSet<Type> Wrappers = [typeof(Input<>), typeof(Output<>), typeof(Nullable<>), typeof(Task<>)];
    private static readonly HashSet<Type> Lists = [typeof(InputList<>), typeof(ImmutableArray<>), typeof(List<>)];
    private static readonly HashSet<Type> Maps = [typeof(InputMap<>), typeof(ImmutableDictionary<,>), typeof(Dictionary<,>)];
    private static readonly HashSet<Type> Unions = [typeof(InputUnion<,>), typeof(Union<,>)];

    /// <summary>The shape of a type.</summary>
    public static BindingShape Of(Type type)
    {
        if (Primitives.TryGetValue(type, out var primitive))
            return new(primitive, type, []);
        if (!type.IsGenericType)
            return new(type.GetCustomAttribute<EnumTypeAttribute>() is null ? "object" : "enum", type, []);

        var (definition, arguments) = (type.GetGenericTypeDefinition(), type.GetGenericArguments());
        if (Wrappers.Contains(definition))
            return Of(arguments[0]);
        if (Lists.Contains(definition))
            return new("array", type, [Of(arguments[0])]);
        if (Maps.Contains(definition))
            return new("map", type, [Of(arguments[^1])]);
        if (Unions.Contains(definition))
            return new("union", type, [.. arguments.Select(Of)]);

        throw new ArgumentException($"{type} is no type of a binding");
    }

    /// <summary>The enumerations in it.</summary>
    public IEnumerable<Type> Enumerations => Kind == "enum" ? [Type] : Parts.SelectMany(part => part.Enumerations);

    /// <inheritdoc />
    public override string ToString() => Kind switch
    {
        "enum" or "object" => Type.Name,
        "array" or "map" or "union" => $"{Kind}({string.Join(", ", Parts)})",
        _ => Kind,
    };
}

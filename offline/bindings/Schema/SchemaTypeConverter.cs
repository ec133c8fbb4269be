using System.Text.Json;
using System.Text.Json.Serialization;

namespace K8tre.Offline.Bindings.Schema;

/// <summary>Reads a type: a word for a primitive, an object with one member for the rest.</summary>
internal sealed class SchemaTypeConverter : JsonConverter<SchemaType>
{
    public override SchemaType Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        Read(JsonElement.ParseValue(ref reader));

    public override void Write(Utf8JsonWriter writer, SchemaType value, JsonSerializerOptions options) =>
        throw new NotSupportedException("schemas are only read");

    private static SchemaType Read(JsonElement json)
    {
        if (json.ValueKind == JsonValueKind.String)
            return new PrimitiveType(Word(json.GetString()!));

        var (kind, body) = json.EnumerateObject().Select(member => (member.Name, member.Value)).Single();
        return kind switch
        {
            "array" => new ArrayType(Read(body)),
            "map" => new MapType(Read(body)),
            "union" => new UnionType([.. body.EnumerateArray().Select(Read)]),
            "ref" => new ObjectType(body.GetString()!),
            "enum" => new EnumType(body.GetString()!),
            _ => throw new JsonException($"'{kind}' is no kind of type; allowed are array, map, union, ref and enum"),
        };
    }

    private static Primitive Word(string word) => word switch
    {
        "string" => Primitive.String,
        "boolean" => Primitive.Boolean,
        "number" => Primitive.Integer,
        "any" => Primitive.Any,
        "asset" => Primitive.Asset,
        "archive" => Primitive.Archive,
        _ => throw new JsonException($"'{word}' is no primitive type; allowed are string, boolean, number, any, asset and archive"),
    };
}

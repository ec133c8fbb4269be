using System.Text.Json;
using System.Text.Json.Serialization;

namespace Pulumi.Automation.Serialization;

/// <summary>Reads any JSON value: truth value, whole number, number, time, text, array or dictionary.</summary>
internal sealed class ObjectConverter : JsonConverter<object>
{
    public override object? Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => reader.TokenType switch
    {
        JsonTokenType.True => true,
        JsonTokenType.False => false,
        JsonTokenType.Number => reader.TryGetInt64(out var whole) ? whole : reader.GetDouble(),
        JsonTokenType.String => reader.TryGetDateTime(out var time) ? time : reader.GetString(),
        JsonTokenType.StartArray => JsonSerializer.Deserialize<object[]>(ref reader, options),
        _ => JsonSerializer.Deserialize<Dictionary<string, object>>(ref reader, options),
    };

    public override void Write(Utf8JsonWriter writer, object value, JsonSerializerOptions options)
        => throw new NotSupportedException("the CLI's JSON is only read");
}

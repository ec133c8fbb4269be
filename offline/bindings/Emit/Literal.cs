using System.Globalization;
using System.Text.Json;

namespace K8tre.Offline.Bindings.Emit;

/// <summary>JSON values as C# literals.</summary>
internal static class Literal
{
    public static string Of(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.String => Of(value.GetString()!),
        JsonValueKind.True => "true",
        JsonValueKind.False => "false",
        JsonValueKind.Number => value.GetDouble().ToString("R", CultureInfo.InvariantCulture),
        _ => throw new NotSupportedException($"{value.ValueKind} is no default or constant"),
    };

    public static string Of(string text) =>
        $"\"{text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal)}\"";
}

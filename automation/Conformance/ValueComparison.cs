using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using K8tre.Automation.Engine.Properties;

namespace K8tre.Automation.Conformance;

/// <summary>Compares the inputs that the program sent with those of the official SDK, value by value.</summary>
internal static class ValueComparison
{
    private const int LongestValue = 60;

    private static readonly JsonSerializerOptions Readable = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>What differs: the properties within, where both have an object or lists of the same length.</summary>
    public static IEnumerable<Difference> Of(JsonNode? ours, JsonNode? official, string path = "") => (ours, official) switch
    {
        (JsonObject left, JsonObject right) => Objects(left, right, path),
        (JsonArray left, JsonArray right) when left.Count == right.Count
            => left.Zip(right).SelectMany((pair, index) => Of(pair.First, pair.Second, PropertyPath.Element(path, index))),
        _ when JsonNode.DeepEquals(ours, official) || IsSameJson(ours, official) => [],
        _ => [new(path, $"the program sends {Shown(ours)}, the official SDK {Shown(official)}")],
    };

    private static IEnumerable<Difference> Objects(JsonObject ours, JsonObject official, string path)
    {
        foreach (var name in ours.Select(property => property.Key).Union(official.Select(property => property.Key)))
        {
            var inner = PropertyPath.Property(path, name);
            if (!ours.ContainsKey(name))
                yield return new(inner, $"the official SDK sends {Shown(official[name])}, the program nothing");
            else if (!official.ContainsKey(name))
                yield return new(inner, $"the program sends {Shown(ours[name])}, the official SDK nothing");
            else
                foreach (var difference in Of(ours[name], official[name], inner))
                    yield return difference;
        }
    }

    // Providers take objects as JSON in a text, which C# and Node.js space differently.
    private static bool IsSameJson(JsonNode? ours, JsonNode? official)
        => JsonText(ours) is { } left && JsonText(official) is { } right && JsonNode.DeepEquals(left, right);

    private static JsonNode? JsonText(JsonNode? value)
    {
        if (value?.GetValueKind() != JsonValueKind.String || value.GetValue<string>() is not ['{' or '[', ..] text)
            return null;

        try
        {
            return JsonNode.Parse(text);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static string Shown(JsonNode? value)
    {
        if (value is JsonValue && value.GetValueKind() == JsonValueKind.String)
        {
            var text = value.GetValue<string>();
            if (text == MaskedProperties.Secret)
                return "a secret";
            if (text == MaskedProperties.Unknown)
                return "an unknown value";
        }

        var json = value?.ToJsonString(Readable) ?? "null";
        return json.Length <= LongestValue ? json : $"{json[..LongestValue]}...";
    }
}

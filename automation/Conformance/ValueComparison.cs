using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using K8tre.Automation.Projects;
using K8tre.PlanModel;

namespace K8tre.Automation.Conformance;

/// <summary>Compares inputs of the program with those of the official SDK, value by value.</summary>
internal static class ValueComparison
{
    private const int MaximumLength = 60;

    private static readonly JsonSerializerOptions Readable = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Returns the differences. Compares the properties of objects and the elements of lists of the same length.</summary>
    /// <param name="ours">Value of the program.</param>
    /// <param name="official">Value of the official SDK.</param>
    /// <param name="path">Path of the property.</param>
    public static IEnumerable<Difference> Compare(JsonNode? ours, JsonNode? official, string path = "") => (ours, official) switch
    {
        (JsonObject left, JsonObject right) => CompareObjects(left, right, path),
        (JsonArray left, JsonArray right) when left.Count == right.Count
            => left.Zip(right).SelectMany((pair, index) => Compare(pair.First, pair.Second, PropertyPath.Element(path, index))),
        _ when JsonNode.DeepEquals(ours, official) || IsSameJson(ours, official) => [],
        _ => [new(path, $"the program sends {Shown(ours)}, the official SDK {Shown(official)}")],
    };

    private static IEnumerable<Difference> CompareObjects(JsonObject ours, JsonObject official, string path)
    {
        foreach (var name in ours.Select(property => property.Key).Union(official.Select(property => property.Key)))
        {
            var inner = PropertyPath.Property(path, name);
            if (!ours.ContainsKey(name))
                yield return new(inner, $"the official SDK sends {Shown(official[name])}, the program nothing");
            else if (!official.ContainsKey(name))
                yield return new(inner, $"the program sends {Shown(ours[name])}, the official SDK nothing");
            else
                foreach (var difference in Compare(ours[name], official[name], inner))
                    yield return difference;
        }
    }

    // Some inputs are JSON texts. C# and Node.js write them with different white space.
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
            if (text == MaskedValue.Secret)
                return "a secret";
            if (text == MaskedValue.Unknown)
                return "an unknown value";
        }

        var json = value?.ToJsonString(Readable) ?? "null";
        return json.Length <= MaximumLength ? json : $"{json[..MaximumLength]}...";
    }
}

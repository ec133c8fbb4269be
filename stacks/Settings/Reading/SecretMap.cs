using System.Text.Json;

namespace K8tre.Stacks.Settings.Reading;

/// <summary>Secret that consists of several values by key. Pulumi passes it as the text of a JSON object.</summary>
internal static class SecretMap
{
    /// <summary>Returns the values. A value that is no text is null. Returns null if the text is no JSON object.</summary>
    public static IReadOnlyDictionary<string, string?>? Read(string text)
    {
        try
        {
            using var document = JsonDocument.Parse(text);
            return document.RootElement.ValueKind == JsonValueKind.Object
                ? document.RootElement.EnumerateObject().ToDictionary(entry => entry.Name, entry => Text(entry.Value))
                : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <summary>Returns the keys of a secret, which are not secret themselves. Null: it is not set, or is no JSON object.</summary>
    public static IReadOnlySet<string>? Keys(string? text) => text is null ? null : Read(text)?.Keys.ToHashSet();

    private static string? Text(JsonElement value) => value.ValueKind == JsonValueKind.String ? value.GetString() : null;
}

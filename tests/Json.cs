using System.Collections;
using System.Text.Json.Nodes;

namespace K8tre.Tests;

/// <summary>Reads the values that mocks and outputs give, as JSON.</summary>
internal static class Json
{
    public static JsonNode? Of(object? value) => value switch
    {
        null => null,
        string text => JsonValue.Create(text),
        bool flag => JsonValue.Create(flag),
        double number => JsonValue.Create(number),
        AssetOrArchive asset => JsonValue.Create(asset.GetType().Name),
        IReadOnlyDictionary<string, object> map => new JsonObject(map.Select(pair => KeyValuePair.Create(pair.Key, Of(pair.Value)))),
        IReadOnlyDictionary<string, string> map => new JsonObject(map.Select(pair => KeyValuePair.Create(pair.Key, Of(pair.Value)))),
        IEnumerable list => new JsonArray([.. list.Cast<object?>().Select(Of)]),
        _ => throw new ArgumentException($"no JSON for {value.GetType()}"),
    };

    /// <summary>What stands at a path like <c>hubble.ui.enabled</c>.</summary>
    public static JsonNode? At(this JsonNode? node, string path) =>
        path.Split('.').Aggregate(node, (at, key) => int.TryParse(key, out var index) ? at?[index] : at?[key]);
}

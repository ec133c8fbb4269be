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
        IReadOnlyDictionary<string, object> map => Sorted(map),
        IReadOnlyDictionary<string, string> map => Sorted(map),
        IEnumerable list => new JsonArray([.. list.Cast<object?>().Select(Of)]),
        _ => throw new ArgumentException($"no JSON for {value.GetType()}"),
    };

    // Mocks give maps whose order changes from run to run.
    private static JsonObject Sorted<T>(IReadOnlyDictionary<string, T> map) =>
        new(map.OrderBy(pair => pair.Key, StringComparer.Ordinal).Select(pair => KeyValuePair.Create(pair.Key, Of(pair.Value))));

    /// <summary>What stands at a path like <c>hubble.ui.enabled</c>.</summary>
    public static JsonNode? At(this JsonNode? node, string path) =>
        path.Split('.').Aggregate(node, (at, key) => int.TryParse(key, out var index) ? at?[index] : at?[key]);
}

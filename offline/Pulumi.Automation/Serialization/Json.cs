using System.Collections.Immutable;
using System.Text.Json;

namespace Pulumi.Automation.Serialization;

/// <summary>Members of a JSON object.</summary>
internal static class Json
{
    private static readonly Dictionary<string, OperationType> Operations = new()
    {
        ["same"] = OperationType.Same,
        ["create"] = OperationType.Create,
        ["update"] = OperationType.Update,
        ["delete"] = OperationType.Delete,
        ["replace"] = OperationType.Replace,
        ["create-replacement"] = OperationType.CreateReplacement,
        ["delete-replaced"] = OperationType.DeleteReplaced,
        ["read"] = OperationType.Read,
        ["read-replacement"] = OperationType.ReadReplacement,
        ["refresh"] = OperationType.Refresh,
        ["discard"] = OperationType.ReadDiscard,
        ["discard-replaced"] = OperationType.DiscardReplaced,
        ["remove-pending-replace"] = OperationType.RemovePendingReplace,
        ["import"] = OperationType.Import,
        ["import-replacement"] = OperationType.ImportReplacement,
    };

    /// <summary>Reads an operation. An unknown one is <see cref="OperationType.Unknown"/>.</summary>
    public static OperationType Operation(string? text) => Operations.GetValueOrDefault(text ?? "", OperationType.Unknown);

    /// <summary>The member, if it is there and not null.</summary>
    public static JsonElement? Member(this JsonElement json, string name)
        => json.TryGetProperty(name, out var value) && value.ValueKind != JsonValueKind.Null ? value : null;

    public static string? Text(this JsonElement json, string name) => json.Member(name)?.GetString();

    public static bool? Truth(this JsonElement json, string name) => json.Member(name)?.GetBoolean();

    public static int Number(this JsonElement json, string name) => json.Member(name)?.GetInt32() ?? 0;

    public static ImmutableArray<string>? Texts(this JsonElement json, string name)
        => json.Member(name)?.EnumerateArray().Select(item => item.GetString()!).ToImmutableArray();

    public static IImmutableDictionary<OperationType, int>? Changes(this JsonElement json, string name)
        => json.Member(name)?.EnumerateObject()
            .GroupBy(entry => Operation(entry.Name))
            .ToImmutableDictionary(group => group.Key, group => group.Sum(entry => entry.Value.GetInt32()));

    public static IImmutableDictionary<string, string> Map(this JsonElement json, string name)
        => json.Member(name)?.EnumerateObject().ToImmutableDictionary(entry => entry.Name, entry => entry.Value.GetString() ?? "")
            ?? ImmutableDictionary<string, string>.Empty;

    public static IImmutableDictionary<string, object> Objects(this JsonElement json, string name, JsonSerializerOptions options)
        => json.Member(name) is { } map
            ? map.EnumerateObject().ToImmutableDictionary(entry => entry.Name, entry => entry.Value.Deserialize<object>(options)!)
            : ImmutableDictionary<string, object>.Empty;
}

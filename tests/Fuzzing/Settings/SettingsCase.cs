using System.Text.Json.Nodes;
using CsCheck;
using K8tre.Stacks.Settings;
using K8tre.Stacks.Settings.Schema;

namespace K8tre.Tests.Fuzzing.Settings;

/// <summary>Good settings with a few changes.</summary>
/// <param name="Start">Text of the good settings, JSON.</param>
/// <param name="Changes">The changes.</param>
internal sealed record SettingsCase(string Start, IReadOnlyList<SettingChange> Changes)
{
    /// <summary>Cases that start from one of the documents.</summary>
    public static Gen<SettingsCase> From(params string[] documents) => Gen.OneOf(documents).SelectMany(
        document => Gen.OneOf(Places(document)).SelectMany(place => place.Change).Array[1, 4],
        (document, changes) => new SettingsCase(document, changes));

    /// <summary>The changed settings.</summary>
    public JsonNode Root()
    {
        var root = JsonNode.Parse(Start)!;
        foreach (var change in Changes)
            change.Apply(root);
        return root;
    }

    /// <summary>The changed settings as text.</summary>
    public override string ToString() => Root().ToJsonString();

    /// <summary>Returns the case without the changes that it does not need to fail.</summary>
    public async Task<SettingsCase> ReduceAsync(Func<SettingsCase, Task<bool>> fails)
    {
        var reduced = this;
        foreach (var change in Changes)
        {
            var without = reduced with { Changes = [.. reduced.Changes.Where(other => other != change)] };
            if (await fails(without))
                reduced = without;
        }
        return reduced;
    }

    private static (string Text, Gen<SettingChange> Change)[] Places(string document) =>
        [.. Places(JsonNode.Parse(document)!, new(typeof(PlatformSettings)), []).DistinctBy(place => place.Text)];

    // Each setting of each object of the document, whether the document has it or not.
    private static IEnumerable<(string Text, Gen<SettingChange> Change)> Places(JsonNode node, SettingsType type, object[] path)
    {
        foreach (var setting in type.Settings)
        {
            object[] at = [.. path, setting.Key];
            yield return (string.Join('.', at), SettingValues.For(setting).Select(value => new SettingChange(at, value)));
            if (node[setting.Key] is JsonArray)
            {
                yield return (
                    $"{string.Join('.', at)} twice", Gen.Int[0, 9].Select(index => new SettingChange(at, null) { Repeated = index }));
            }
            if (setting.Nested is not { } nested)
                continue;
            (JsonNode? Node, object[] Path)[] inner = node[setting.Key] switch
            {
                JsonArray items => [.. items.Select((item, index) => (item, (object[])[.. at, index]))],
                var one => [(one, at)],
            };
            foreach (var place in inner.Where(item => item.Node is JsonObject).SelectMany(item => Places(item.Node!, nested, item.Path)))
                yield return place;
        }
    }
}

/// <summary>Change of settings.</summary>
/// <param name="Path">Keys and indices.</param>
/// <param name="Value">The new value. Null: it is removed.</param>
internal sealed record SettingChange(object[] Path, JsonNode? Value)
{
    /// <summary>Item of the list that is written a second time. Null: the value changes.</summary>
    public int? Repeated { get; init; }

    /// <summary>Makes the change, if an earlier one has left its place.</summary>
    public void Apply(JsonNode root)
    {
        JsonNode? parent = root;
        foreach (var step in Path.SkipLast(1))
            parent = Step(parent, step);
        if (parent is not JsonObject members || Path[^1] is not string key)
            return;
        if (Repeated is { } index)
        {
            if (members[key] is JsonArray { Count: > 0 } list)
                list.Add(list[index % list.Count]?.DeepClone());
        }
        else if (Value is null)
        {
            members.Remove(key);
        }
        else
        {
            members[key] = Value.DeepClone();
        }
    }

    /// <summary>The change on a line.</summary>
    public override string ToString() =>
        $"{string.Join('.', Path)} = {(Repeated is { } index ? $"item {index} twice" : Value?.ToJsonString() ?? "absent")}";

    private static JsonNode? Step(JsonNode? node, object step) => (node, step) switch
    {
        (JsonObject members, string key) => members[key],
        (JsonArray items, int index) when index < items.Count => items[index],
        _ => null,
    };
}

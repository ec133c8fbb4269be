using System.Text.Json;
using System.Text.Json.Nodes;
using K8tre.Stacks;
using K8tre.Stacks.Settings;
using K8tre.Stacks.Settings.Reading;
using K8tre.Stacks.Settings.Schema;

namespace K8tre.Tests.Stacks.Settings;

/// <summary>
/// Effects of a stack's settings: each one is changed alone, and either refused or seen in the resources. A loss is announced.
/// </summary>
/// <param name="document">Text of a platform's settings, JSON.</param>
/// <param name="secrets">Its secrets.</param>
internal sealed class SettingEffects(string document, PlatformSecrets secrets)
{
    /// <summary>Settings that the document contains, like <c>aks.podCidr</c>.</summary>
    public IReadOnlySet<string> Names => Walk(Root(), new(typeof(PlatformSettings)), []).Select(place => place.Name).ToHashSet();

    /// <summary>
    /// Fails if a change of a setting is accepted and changes no resource, or if it deletes or replaces clusters, nodes, networks, stores,
    /// registrations, zones or certificates and the text of the setting does not say so.
    /// </summary>
    /// <param name="withoutEffect">Settings that need not change any resource.</param>
    public async Task VerifyAsync(params string[] withoutEffect)
    {
        var (unchanged, faults, losses) = (await GraphAsync(Root()), new List<string>(), new List<SettingLoss>());
        var text = TextOf(unchanged);
        foreach (var place in Walk(Root(), new(typeof(PlatformSettings)), []).Where(place => Sample.Has(place.Name)).ToArray())
        {
            var changes = Valid(place, Changes(place)).ToArray();
            var hasEffect = changes.Length == 0 || withoutEffect.Contains(place.Name);
            // One valid text stands for all others. Lists are changed as well by the removal of their last item.
            foreach (var (index, changed) in changes.Concat(Valid(place, Shortened(place)).Take(2)).Index())
            {
                if (hasEffect && index >= 2)
                    break;
                var graph = await GraphAsync(changed);
                hasEffect |= index < changes.Length && TextOf(graph) != text;
                if (index < 2)
                    losses.AddRange(ResourceLosses.Between(unchanged, graph).Select(loss => new SettingLoss(place.Setting, loss)));
            }
            if (!hasEffect)
                faults.Add($"{place.Name} ({string.Join('.', place.Path)}): its change has no effect");
        }

        faults.AddRange(SettingLosses.Silent(losses.DistinctBy(loss => (loss.Setting.Member, loss.Loss.Kind))));
        Assert.True(faults.Count == 0, $"{faults.Count} faults:\n{string.Join('\n', faults)}");
    }

    private JsonObject Root() => JsonNode.Parse(document)!.AsObject();

    private StackSettings Load(JsonObject root) => StackSettings.From(root.ToJsonString(), secrets, SettingsDocument.Today);

    // Also the options that an operator decides about.
    private static string TextOf(ResourceGraph graph)
    {
        var kept = graph.Options.Where(made => made.Value.Protect == true).Select(made => made.Key.GetResourceName());
        return $"{graph}\nprotected: {string.Join(' ', kept.Order(StringComparer.Ordinal))}";
    }

    private Task<ResourceGraph> GraphAsync(JsonObject root)
    {
        var settings = Load(root);
        return ResourceGraph.OfAsync(options => new Platform(settings.Platform.Name, new() { Settings = settings }, options));
    }

    private IEnumerable<JsonObject> Valid(Place place, IEnumerable<JsonNode?> values) =>
        values.Select(value => Change(place.Path, value?.DeepClone())).OfType<JsonObject>();

    // Null: the settings are refused.
    private JsonObject? Change(IReadOnlyList<object> path, JsonNode? value)
    {
        var root = Root();
        var parent = path.SkipLast(1).Aggregate((JsonNode)root, (node, step) => step is int index ? node[index]! : node[(string)step]!);
        if (parent is JsonArray list)
            list[(int)path[^1]] = value;
        else if (value is null)
            parent.AsObject().Remove((string)path[^1]);
        else
            parent[(string)path[^1]] = value;
        try
        {
            _ = Load(root);
            return root;
        }
        catch (SettingsException)
        {
            return null;
        }
    }

    private static IEnumerable<Place> Walk(JsonNode node, SettingsType type, object[] path)
    {
        foreach (var (key, value) in node.AsObject())
        {
            var setting = type.Settings.Single(setting => setting.Key == key);
            var place = new Place($"{setting.DeclaredBy.Name}.{key}", [.. path, key], value!, setting);
            yield return place;
            var items = value is JsonArray list
                ? list.Select((item, index) => place with { Path = [.. place.Path, index], Value = item! })
                : [place];
            foreach (var item in items)
            {
                foreach (var inner in setting.Nested is { } nested ? Walk(item.Value, nested, item.Path) : item == place ? [] : [item])
                    yield return inner;
            }
        }
    }

    private static IEnumerable<JsonNode?> Changes(Place place)
    {
        if (place.Value is JsonArray or JsonObject)
            return place.Setting.Property.IsRequired ? [] : [null];
        return place.Value.GetValueKind() switch
        {
            JsonValueKind.True or JsonValueKind.False => [!(bool)place.Value],
            JsonValueKind.Number when place.Setting.Choices is null => [(int)place.Value + 1, (int)place.Value - 1],
            _ when place.Setting.Choices is { } choices =>
                choices.Where(choice => !JsonNode.DeepEquals(choice, place.Value)).Select(choice => choice.DeepClone()),
            _ => Texts((string)place.Value!).Select(text => (JsonNode)text!),
        };
    }

    private static IEnumerable<JsonNode> Shortened(Place place) => place.Value is JsonArray { Count: > 1 } list
        ? [new JsonArray([.. list.SkipLast(1).Select(item => item?.DeepClone())])]
        : place.Value is JsonArray { Count: 1 } && place.Setting.Property.IsRequired ? [new JsonArray()] : [];

    // Each letter and digit, from the last on, is replaced by another, until the text is still valid.
    private static IEnumerable<string> Texts(string text)
    {
        for (var index = text.Length - 1; index >= Math.Max(0, text.Length - 6); index--)
        {
            if (char.IsAsciiLetterOrDigit(text[index]))
                yield return $"{text[..index]}{Next(text[index])}{text[(index + 1)..]}";
        }
    }

    private static char Next(char character) => character switch { 'z' or 'f' => 'a', 'Z' => 'A', '9' => '1', _ => (char)(character + 1) };

    private sealed record Place(string Name, object[] Path, JsonNode Value, Setting Setting);
}

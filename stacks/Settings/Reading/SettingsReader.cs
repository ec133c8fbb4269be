using System.ComponentModel.DataAnnotations;
using System.Reflection;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization.Metadata;

namespace K8tre.Stacks.Settings.Reading;

/// <summary>Result of reading settings.</summary>
/// <param name="Draft">The settings. Those that could not be read are missing (null, or the default).</param>
/// <param name="Problems">Problems that were found.</param>
/// <param name="Missing">Paths of settings that could not be read.</param>
/// <param name="Deferred">Problems that count only if no other explains them better.</param>
internal sealed record SettingsReading<T>(
    T? Draft, List<SettingProblem> Problems, IReadOnlyCollection<string> Missing, IReadOnlyList<DeferredProblem> Deferred)
    where T : class;

/// <summary>Problem that counts only if there is no other one about a setting.</summary>
/// <param name="About">Path of the setting.</param>
/// <param name="Problem">The problem.</param>
internal sealed record DeferredProblem(string About, SettingProblem Problem);

/// <summary>Reader of settings in JSON, according to the contracts of their types.</summary>
/// <remarks>
/// A serializer stops at the first problem. The reader omits what it cannot read, so that it reports all problems, and rules can check the
/// rest.
/// </remarks>
internal sealed class SettingsReader
{
    private readonly List<SettingProblem> _problems = [];
    private readonly HashSet<string> _missing = [];
    private readonly List<DeferredProblem> _deferred = [];

    private SettingsReader()
    {
    }

    /// <summary>Reads <paramref name="json"/>, which the operator knows as <paramref name="path"/>.</summary>
    public static SettingsReading<T> Read<T>(string? json, string path)
        where T : class
    {
        var reader = new SettingsReader();
        if (json is null)
        {
            reader.Report(path, "is not set; write it in the stack's file, as Pulumi.dev.yaml shows");
            return new(null, reader._problems, [path], []);
        }

        try
        {
            using var document = JsonDocument.Parse(json);
            var draft = reader.Object(document.RootElement, SettingsJson.Strict.GetTypeInfo(typeof(T)), path);
            return new(draft.Deserialize<T>(SettingsJson.Draft), reader._problems, reader._missing, reader._deferred);
        }
        catch (JsonException)
        {
            reader.Report(path, "is text, not an object; write its settings below it, as Pulumi.dev.yaml shows");
            return new(null, reader._problems, [path], []);
        }
    }

    private JsonNode? Value(JsonElement element, Type type, string path)
    {
        var contract = SettingsJson.Strict.GetTypeInfo(Nullable.GetUnderlyingType(type) ?? type);
        return contract.Kind switch
        {
            JsonTypeInfoKind.Object => Object(element, contract, path),
            JsonTypeInfoKind.Enumerable => List(element, contract, path),
            _ => Scalar(element, contract.Type, path),
        };
    }

    private JsonObject? Object(JsonElement element, JsonTypeInfo contract, string path)
    {
        if (element.ValueKind != JsonValueKind.Object)
        {
            Report(path, $"is {SettingText.Show(element)}; write an object with the keys {Names(contract)}");
            return null;
        }

        // In the order of the settings' types: the engine sorts the keys that the operator wrote.
        var draft = new JsonObject();
        foreach (var property in contract.Properties)
        {
            var at = $"{path}.{property.Name}";
            if (element.TryGetProperty(property.Name, out var value))
                draft.Add(property.Name, Noted(Member(value, property, at), at));
            else if (property.IsRequired && _missing.Add(at))
                Report(at, "is missing; add it");
        }

        var known = contract.Properties.Select(property => property.Name);
        foreach (var unknown in element.EnumerateObject().Select(member => member.Name).Except(known))
            Report($"{path}.{unknown}", $"is not a setting; known are {Names(contract)}{Hint(unknown, contract)}");
        // Null stands for a required value that could not be read. Others take their default, and so do numbers, truth values and choices,
        // which cannot be null.
        foreach (var property in contract.Properties.Where(property => !property.IsRequired || !CanBeNull(property.PropertyType)))
        {
            if (draft.TryGetPropertyValue(property.Name, out var value) && value is null)
                draft.Remove(property.Name);
        }
        return draft;
    }

    private static bool CanBeNull(Type type) =>
        !type.IsValueType || Nullable.GetUnderlyingType(type) is not null || SettingsJson.IsParsable(type);

    private JsonNode? Member(JsonElement element, JsonPropertyInfo property, string path)
    {
        var value = Value(element, property.PropertyType, path);
        if (value is null)
            return null;

        var plain = value.Deserialize(property.PropertyType, SettingsJson.Draft);
        var broken = property.AttributeProvider!.GetCustomAttributes(typeof(ValidationAttribute), inherit: true)
            .Cast<ValidationAttribute>()
            .FirstOrDefault(rule => !rule.IsValid(plain) || (rule is RegularExpressionAttribute && plain is ""));
        if (broken is null)
            return value;
        Report(path, $"{(value is JsonArray list ? $"holds {list.Count}" : $"is {SettingText.Show(element)}")}; {broken.ErrorMessage}");
        return value is JsonArray ? value : null;
    }

    private JsonArray? List(JsonElement element, JsonTypeInfo contract, string path)
    {
        if (element.ValueKind != JsonValueKind.Array)
        {
            Report(path, $"is {SettingText.Show(element)}; write a list");
            return null;
        }

        var copies = Copies(element, path);
        JsonNode?[] items =
        [
            .. element.EnumerateArray().Index().Where(item => !copies.Contains(item.Index)).Select(item => Noted(
                Value(item.Item, contract.ElementType!, $"{path}[{item.Index}]"), $"{path}[{item.Index}]")),
        ];
        // Rules expect a value in every place. An object that could not be read lacks all of its settings.
        if (SettingsJson.Strict.GetTypeInfo(contract.ElementType!).Kind == JsonTypeInfoKind.Object)
            return [.. items.Select(item => item ?? new JsonObject())];
        return items.Contains(null) ? null : new JsonArray(items);
    }

    // Two equal items may be a mistake that a rule explains. More than two are one problem, and are read once.
    private HashSet<int> Copies(JsonElement list, string path)
    {
        HashSet<int> copies = [];
        foreach (var same in list.EnumerateArray().Index().GroupBy(item => item.Item.GetRawText()).Where(same => same.Count() > 1))
        {
            var (first, value) = same.First();
            if (same.Count() == 2)
            {
                _deferred.Add(new(path, new(
                    $"{path}[{same.Last().Index}]", $"is {SettingText.Show(value)} like {path}[{first}]; write it once")));
                continue;
            }
            Report(path, $"holds {SettingText.Show(value)} {same.Count()} times, first at [{first}]; write it once");
            // Rules would name items by other numbers than the operator sees.
            _missing.Add(path);
            copies.UnionWith(same.Skip(1).Select(item => item.Index));
        }
        return copies;
    }

    private JsonValue? Scalar(JsonElement element, Type type, string path)
    {
        if (element.ValueKind == JsonValueKind.String && SecretText.Kind(element.GetString()!) is { } secret)
        {
            _deferred.Add(new(path, new(
                path,
                $"contains {secret}, and settings are not encrypted; remove it, and replace it where it is valid: others may know it")));
        }
        if (SettingText.Problem(element, type) is not { } problem)
            return JsonValue.Create(element.Clone());
        Report(path, $"is {SettingText.Show(element)}; {problem}");
        return null;
    }

    private T? Noted<T>(T? value, string path)
        where T : JsonNode
    {
        if (value is null)
            _missing.Add(path);
        return value;
    }

    private void Report(string path, string text) => _problems.Add(new(path, text));

    private static string Names(JsonTypeInfo contract) => string.Join(", ", contract.Properties.Select(property => property.Name));

    private static string Hint(string key, JsonTypeInfo contract)
    {
        var expected = contract.Type.GetCustomAttributes<UnknownKeyAttribute>(inherit: false)
            .FirstOrDefault(unknown => unknown.Keys.Contains(key));
        return expected is null ? Spelling.Fix(key, contract.Properties.Select(property => property.Name)) : $"; {expected.Hint}";
    }
}

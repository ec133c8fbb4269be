using System.ComponentModel.DataAnnotations;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization.Metadata;
using System.Text.RegularExpressions;
using K8tre.Components.Addresses;

namespace K8tre.Stacks.Settings.Reading;

/// <summary>What reading gave.</summary>
/// <param name="Draft">The settings, in which what could not be read is missing (null, or its default).</param>
/// <param name="Problems">The problems found.</param>
/// <param name="Missing">Paths of what could not be read.</param>
internal sealed record SettingsReading<T>(T? Draft, List<SettingProblem> Problems, IReadOnlyCollection<string> Missing)
    where T : class;

/// <summary>
/// Reads JSON into settings along their types' own contract. Unlike a serializer it does not stop at the first problem: it leaves out
/// what it can't read, so that rules over several settings can still look at the rest.
/// </summary>
internal sealed partial class SettingsReader
{
    private const string Day = "write a day as year-month-day in quotes, like '2027-03-31'";

    private static readonly JsonSerializerOptions Readable = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private readonly List<SettingProblem> _problems = [];
    private readonly HashSet<string> _missing = [];

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
            return new(null, reader._problems, [path]);
        }

        try
        {
            using var document = JsonDocument.Parse(json);
            var draft = reader.Object(document.RootElement, SettingsJson.Strict.GetTypeInfo(typeof(T)), path);
            return new(draft.Deserialize<T>(SettingsJson.Draft), reader._problems, reader._missing);
        }
        catch (JsonException)
        {
            reader.Report(path, "is text, not an object; write its settings below it, as Pulumi.dev.yaml shows");
            return new(null, reader._problems, [path]);
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
            Report(path, $"is {Show(element)}; write an object with the keys {Names(contract.Properties)}");
            return null;
        }

        // In the order of the settings' types: the engine sorts what an operator wrote.
        var draft = new JsonObject();
        foreach (var property in contract.Properties)
        {
            var at = $"{path}.{property.Name}";
            if (element.TryGetProperty(property.Name, out var value))
                draft.Add(property.Name, Noted(Member(value, property, at), at));
            else if (property.IsRequired && _missing.Add(at))
                Report(at, "is missing; add it");
        }

        foreach (var unknown in element.EnumerateObject().Select(member => member.Name).Except(contract.Properties.Select(property => property.Name)))
            ReportUnknown(path, unknown, contract);
        // Null where nothing could be read, and absent where nothing was said: a default takes only the second. A number, a truth value or a
        // choice can't be null, and takes its default in both cases.
        foreach (var property in contract.Properties.Where(property => !CanBeMissing(property.PropertyType)))
        {
            if (draft.TryGetPropertyValue(property.Name, out var value) && value is null)
                draft.Remove(property.Name);
        }
        return draft;
    }

    private static bool CanBeMissing(Type type) => !type.IsValueType || Nullable.GetUnderlyingType(type) is not null || SettingsJson.IsParsable(type);

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
        Report(path, $"{(value is JsonArray list ? $"holds {list.Count}" : $"is {Show(element)}")}; {broken.ErrorMessage}");
        return value is JsonArray ? value : null;
    }

    private JsonArray? List(JsonElement element, JsonTypeInfo contract, string path)
    {
        if (element.ValueKind != JsonValueKind.Array)
        {
            Report(path, $"is {Show(element)}; write a list");
            return null;
        }

        return [.. element.EnumerateArray().Select((item, index) => Noted(Value(item, contract.ElementType!, $"{path}[{index}]"), $"{path}[{index}]"))];
    }

    private JsonValue? Scalar(JsonElement element, Type type, string path)
    {
        var expected = type.IsEnum ? $"allowed {(EnumNames(type) is [var only] ? $"is {only}" : $"are {string.Join(", ", EnumNames(type))}")}"
            : type == typeof(int) ? "write a whole number"
            : type == typeof(bool) ? "write true or false"
            : type == typeof(DateOnly) ? Day
            : "write text";
        try
        {
            if (type.IsEnum && !EnumNames(type).Contains(element.ValueKind == JsonValueKind.String ? element.GetString() : null))
            {
                Report(path, $"is {Show(element)}; {expected}{Spelling.Fix(Show(element).Trim('"'), EnumNames(type))}");
                return null;
            }

            if (element.ValueKind == JsonValueKind.Null)
                throw new JsonException();
            var value = element.Deserialize(type, SettingsJson.Strict);
            // The parsers take an IPv6 range, drop the bits behind the prefix, and know more forms of a date; an operator who wrote those made a slip.
            if ((value is IPNetwork range && (range.BaseAddress.AddressFamily != AddressFamily.InterNetwork || range.ToString() != element.GetString()))
                || (value is DateOnly day && day.ToString("O", CultureInfo.InvariantCulture) != element.GetString()))
                throw new FormatException();
            return JsonValue.Create(element.Clone());
        }
        catch (Exception error) when (error is JsonException or InvalidOperationException)
        {
            Report(path, $"is {Show(element)}; {expected}{(element.ValueKind == JsonValueKind.Number && type == typeof(string) ? $", in quotes: '{element}'" : "")}");
        }
        catch (FormatException error)
        {
            Report(path, $"is {Show(element)}; {Mend(type, element.GetString()!, error)}");
        }
        return null;
    }

    private static string Mend(Type type, string text, FormatException error) =>
        type == typeof(IPNetwork) ? Cidr.Mend(text)
        : type == typeof(DateOnly) ? Day
        : error.Message;

    private T? Noted<T>(T? value, string path)
        where T : JsonNode
    {
        if (value is null)
            _missing.Add(path);
        return value;
    }

    private void Report(string path, string text) => _problems.Add(new(path, text));

    private void ReportUnknown(string path, string key, JsonTypeInfo contract) => Report(
        $"{path}.{key}",
        $"is not a setting; known are {Names(contract.Properties)}{Spelling.Fix(key, contract.Properties.Select(property => property.Name))}");

    private static string Names(IEnumerable<JsonPropertyInfo> properties) =>
        string.Join(", ", properties.Select(property => property.Name));

    private static string[] EnumNames(Type type) =>
        [.. Enum.GetNames(type).Select(JsonNamingPolicy.CamelCase.ConvertName)];

    private static string Show(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.Object => "an object",
        JsonValueKind.Array => "a list",
        JsonValueKind.Null => "empty",
        JsonValueKind.String => Credentials().Replace(JsonSerializer.Serialize(element.GetString(), Readable), "//***@"),
        _ => element.GetRawText(),
    };

    // An operator who writes a password into an address must not find it in a log.
    [GeneratedRegex("//[^/@\\s]+@")]
    private static partial Regex Credentials();
}

using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text.Encodings.Web;
using System.Text.Json;
using K8tre.Components.Addresses;
using K8tre.Components.OnPrem;

namespace K8tre.Stacks.Settings.Reading;

/// <summary>Texts, numbers, truth values and choices in the settings.</summary>
internal static class SettingText
{
    private const int LongestProblem = 1200;

    private const string Day = "write a day as year-month-day in quotes, like '2027-03-31'";

    private static readonly JsonSerializerOptions Readable = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Returns the text to write in place of a value that is not of a type. Null: it is of the type.</summary>
    public static string? Problem(JsonElement element, Type type)
    {
        if (type.IsEnum)
            return Choice(element, type);
        if (element.ValueKind == JsonValueKind.Null)
            return Expected(type);
        try
        {
            // The parsers accept an IPv6 range, bits behind the prefix, and more forms of a date: mistakes of an operator.
            return element.Deserialize(type, SettingsJson.Strict) switch
            {
                IPNetwork range when range.BaseAddress.AddressFamily != AddressFamily.InterNetwork
                    || range.ToString() != element.GetString() => Cidr.Mend(element.GetString()!),
                // Rules take it for a missing range.
                IPNetwork range when range == default => "write the range of a network, which does not contain every address",
                DateOnly day when day.ToString("O", CultureInfo.InvariantCulture) != element.GetString() => Day,
                _ => null,
            };
        }
        catch (Exception error) when (error is JsonException or InvalidOperationException)
        {
            var isNumber = element.ValueKind == JsonValueKind.Number && type == typeof(string);
            return $"{Expected(type)}{(isNumber ? $", in quotes: '{element}'" : "")}";
        }
        catch (FormatException error)
        {
            return type == typeof(IPNetwork) ? Cidr.Mend(element.GetString()!) : type == typeof(DateOnly) ? Day : error.Message;
        }
    }

    /// <summary>Returns a value as errors show it.</summary>
    public static string Show(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.Object => "an object",
        JsonValueKind.Array => "a list",
        JsonValueKind.Null => "empty",
        JsonValueKind.String => EchoedText.Value(JsonSerializer.Serialize(SecretText.Mask(element.GetString()!), Readable)),
        _ => EchoedText.Value(element.GetRawText()),
    };

    /// <summary>Returns the text of a problem without characters that a terminal interprets, and shortened in the middle.</summary>
    public static string Printable(string text) => EchoedText.Short(EchoedText.Printable(SecretText.Mask(text)), LongestProblem);

    private static string? Choice(JsonElement element, Type type)
    {
        string[] names = [.. Enum.GetNames(type).Select(JsonNamingPolicy.CamelCase.ConvertName)];
        var found = element.ValueKind == JsonValueKind.String ? element.GetString()! : Show(element);
        return element.ValueKind == JsonValueKind.String && names.Contains(found)
            ? null
            : $"allowed {(names is [var only] ? $"is {only}" : $"are {string.Join(", ", names)}")}{Spelling.Fix(found, names)}";
    }

    private static string Expected(Type type) =>
        type == typeof(int) ? "write a whole number"
        : type == typeof(bool) ? "write true or false"
        : type == typeof(DateOnly) ? Day
        : type == typeof(AgentShare) ? "write a number, or a share like 25%"
        : "write text";
}

using System.Globalization;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace K8tre.Automation.Projects;

/// <summary>Converts YAML scalars by the rules of the library that the Pulumi CLI uses.</summary>
/// <remarks>Rules: https://github.com/go-yaml/yaml/blob/v3/resolve.go</remarks>
internal static partial class YamlScalar
{
    /// <summary>Returns the value of a scalar. A quoted scalar is text. The type of a plain scalar depends on its format.</summary>
    /// <remarks>A plain date becomes text in the format of the CLI: <c>2027-01-31 00:00:00 +0000 UTC</c>. Quote dates.</remarks>
    public static JsonNode? ToJson(YamlScalarNode scalar)
    {
        var text = scalar.Value ?? "";
        if (scalar.Style is not (ScalarStyle.Plain or ScalarStyle.Any) || scalar.Tag == "tag:yaml.org,2002:str")
            return text;

        return text switch
        {
            "" or "~" or "null" or "Null" or "NULL" => null,
            "true" or "True" or "TRUE" => true,
            "false" or "False" or "FALSE" => false,
            _ => Integer(text.Replace("_", "", StringComparison.Ordinal)) ?? Float(text) ?? Date(text) ?? JsonValue.Create(text),
        };
    }

    private static JsonValue? Integer(string text)
    {
        var isNegative = text.StartsWith('-');
        var digits = text.TrimStart('-', '+');
        if (text.Length - digits.Length > 1)
            return null;

        var (radix, number) = digits switch
        {
            ['0', 'x', .. var hex] => (NumberStyles.AllowHexSpecifier, hex),
            ['0', 'b', .. var binary] => (NumberStyles.AllowBinarySpecifier, binary),
            _ => (NumberStyles.None, digits),
        };
        if (OctalPattern().Match(digits) is { Success: true } octal)
            return JsonValue.Create((isNegative ? -1 : 1) * Convert.ToInt64(octal.Groups[1].Value, 8));

        return long.TryParse(number, radix, CultureInfo.InvariantCulture, out var value)
            ? JsonValue.Create(isNegative ? -value : value)
            : null;
    }

    private static JsonValue? Float(string text)
        => FloatPattern().IsMatch(text)
            ? JsonValue.Create(double.Parse(text.Replace("_", "", StringComparison.Ordinal), CultureInfo.InvariantCulture))
            : null;

    private static JsonValue? Date(string text)
        => DatePattern().IsMatch(text)
            && DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var date)
            ? JsonValue.Create(
                date.ToString("yyyy-MM-dd HH:mm:ss.FFFFFFF", CultureInfo.InvariantCulture)
                + (date.Offset == TimeSpan.Zero ? " +0000 UTC" : string.Concat(Enumerable.Repeat(Offset(date), 2))))
            : null;

    private static string Offset(DateTimeOffset date)
        => " " + date.ToString("zzz", CultureInfo.InvariantCulture).Replace(":", "", StringComparison.Ordinal);

    [GeneratedRegex("^0o?([0-7]+)$")]
    private static partial Regex OctalPattern();

    [GeneratedRegex("^[-+]?(\\.[0-9]+|[0-9]+(\\.[0-9]*)?)([eE][-+]?[0-9]+)?$")]
    private static partial Regex FloatPattern();

    [GeneratedRegex("^\\d{4}-\\d{1,2}-\\d{1,2}([Tt ]\\d{1,2}:\\d{1,2}:\\d{1,2}(\\.\\d+)?(Z|[-+]\\d{2}:\\d{2})?)?$")]
    private static partial Regex DatePattern();
}

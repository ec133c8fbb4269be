using System.Globalization;
using System.Numerics;
using System.Text;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace K8tre.Automation.Projects;

/// <summary>Converts YAML scalars by the rules of the library that the Pulumi CLI uses.</summary>
/// <remarks>Rules: https://github.com/go-yaml/yaml/blob/v3.0.1/resolve.go</remarks>
internal static partial class YamlScalar
{
    private const string Tags = "tag:yaml.org,2002:";

    private static readonly string[] TypedTags = ["int", "float", "bool", "null", "timestamp"];

    /// <summary>Returns the value of a scalar. A quoted scalar is text. The type of a plain scalar depends on its format.</summary>
    /// <remarks>A plain date becomes text in the format of the CLI: <c>2027-01-31 00:00:00 +0000 UTC</c>. Quote dates.</remarks>
    /// <exception cref="YamlException">The value is not a number that JSON has, or no value of its tag.</exception>
    public static JsonNode? ToJson(YamlScalarNode scalar)
    {
        var text = scalar.Value ?? "";
        var tag = scalar.Tag.IsEmpty ? "" : scalar.Tag.Value;
        if (tag == $"{Tags}binary")
            return Base64(scalar, text);
        var isTyped = tag.StartsWith(Tags, StringComparison.Ordinal) && TypedTags.Contains(tag[Tags.Length..]);
        return !isTyped && (tag.Length > 0 || scalar.Style is not (ScalarStyle.Plain or ScalarStyle.Any)) ? text : Plain(scalar, text);
    }

    private static JsonNode? Plain(YamlScalarNode scalar, string text) => text switch
    {
        "" or "~" or "null" or "Null" or "NULL" => null,
        "true" or "True" or "TRUE" => true,
        "false" or "False" or "FALSE" => false,
        _ when NotFinite().IsMatch(text) => throw new YamlException(
            scalar.Start, scalar.End, $"{text} is no number that a stack can have; write it in quotes, or another number"),
        _ => Date(text) ?? Integer(text.Replace("_", "", StringComparison.Ordinal)) ?? Float(text) ?? JsonValue.Create(text),
    };

    private static string Base64(YamlScalarNode scalar, string text)
    {
        try
        {
            return Encoding.UTF8.GetString(Convert.FromBase64String(text));
        }
        catch (FormatException error)
        {
            throw new YamlException(scalar.Start, scalar.End, "a value with the tag !!binary is not base64", error);
        }
    }

    // A signed integer of 64 bits, or an unsigned one. A larger one is a float.
    private static JsonValue? Integer(string text)
    {
        if (IntegerPattern().Match(text) is not { Success: true } match)
            return null;
        var (prefix, digits) = (match.Groups["prefix"].Value.ToLowerInvariant(), match.Groups["digits"].Value);
        var radix = prefix switch { "0x" => 16, "0b" => 2, "" => 10, _ => 8 };
        var value = BigInteger.Zero;
        foreach (var digit in digits)
        {
            var number = char.IsAsciiDigit(digit) ? digit - '0' : char.ToLowerInvariant(digit) - 'a' + 10;
            if (number >= radix || value > ulong.MaxValue)
                return null;
            value = (value * radix) + number;
        }
        if (match.Groups["sign"].Value == "-")
            value = -value;
        // An unsigned one has no sign.
        return value >= long.MinValue && value <= long.MaxValue ? JsonValue.Create((long)value)
            : value > 0 && value <= ulong.MaxValue && match.Groups["sign"].Length == 0 ? JsonValue.Create((ulong)value)
            : null;
    }

    private static JsonNode? Float(string text)
    {
        var plain = text.StartsWith('.') ? text : text.Replace("_", "", StringComparison.Ordinal);
        if (!FloatPattern().IsMatch(plain))
            return null;
        var value = double.Parse(plain, CultureInfo.InvariantCulture);
        // A number that is too large is text.
        return double.IsFinite(value) ? JsonNode.Parse(GoText(value)) : null;
    }

    // https://pkg.go.dev/encoding/json#Marshal: an exponent only below 1e-6 and from 1e21 on.
    private static string GoText(double value)
    {
        var shortest = value.ToString("E16", CultureInfo.InvariantCulture);
        for (var digits = 0; digits < 17; digits++)
        {
            var candidate = value.ToString($"E{digits}", CultureInfo.InvariantCulture);
            if (double.Parse(candidate, CultureInfo.InvariantCulture) == value)
            {
                shortest = candidate;
                break;
            }
        }
        var parts = shortest.TrimStart('-').Split('E');
        var (mantissa, exponent) = (parts[0].Replace(".", "", StringComparison.Ordinal), int.Parse(parts[1], CultureInfo.InvariantCulture));
        var sign = double.IsNegative(value) ? "-" : "";
        if (value != 0 && (Math.Abs(value) < 1e-6 || Math.Abs(value) >= 1e21))
        {
            var fraction = mantissa.Length > 1 ? $".{mantissa[1..]}" : "";
            return $"{sign}{mantissa[0]}{fraction}e{(exponent < 0 ? "-" : "+")}{Math.Abs(exponent)}";
        }
        if (exponent < 0)
            return $"{sign}0.{new string('0', -exponent - 1)}{mantissa}";
        return mantissa.Length <= exponent + 1
            ? $"{sign}{mantissa.PadRight(exponent + 1, '0')}"
            : $"{sign}{mantissa[..(exponent + 1)]}.{mantissa[(exponent + 1)..]}";
    }

    private static JsonValue? Date(string text)
        => DatePattern().IsMatch(text)
            && DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var date)
            ? JsonValue.Create(
                date.ToString("yyyy-MM-dd HH:mm:ss.FFFFFFF", CultureInfo.InvariantCulture)
                + (date.Offset == TimeSpan.Zero ? " +0000 UTC" : string.Concat(Enumerable.Repeat(Offset(date), 2))))
            : null;

    private static string Offset(DateTimeOffset date)
        => " " + date.ToString("zzz", CultureInfo.InvariantCulture).Replace(":", "", StringComparison.Ordinal);

    [GeneratedRegex("^(?<sign>[-+]?)(?<prefix>0[xX]|0[bB]|0[oO]|0(?=[0-9]))?(?<digits>[0-9a-fA-F]+)$")]
    private static partial Regex IntegerPattern();

    [GeneratedRegex("^[-+]?(\\.[0-9]+|[0-9]+(\\.[0-9]*)?)([eE][-+]?[0-9]+)?$")]
    private static partial Regex FloatPattern();

    [GeneratedRegex("^([-+]?\\.(inf|Inf|INF)|\\.(nan|NaN|NAN))$")]
    private static partial Regex NotFinite();

    // With a T the zone is required, and with a space it is refused.
    [GeneratedRegex(
        "^\\d{4}-\\d{1,2}-\\d{1,2}([Tt]\\d{1,2}:\\d{1,2}:\\d{1,2}(\\.\\d+)?(Z|[-+]\\d{2}:\\d{2})"
        + "| \\d{1,2}:\\d{1,2}:\\d{1,2}(\\.\\d+)?)?$")]
    private static partial Regex DatePattern();
}

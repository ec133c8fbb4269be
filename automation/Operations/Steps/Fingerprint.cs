using System.Collections;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace K8tre.Automation.Operations.Steps;

/// <summary>Hashes of values that do not depend on the order of members.</summary>
internal static class Fingerprint
{
    /// <summary>Hashes the inputs of a resource. Values that the engine masks count as equal.</summary>
    public static string Of(IEnumerable<KeyValuePair<string, object>>? inputs)
    {
        if (inputs is null)
            return "";
        var text = new StringBuilder();
        Write(inputs.ToDictionary(input => input.Key, input => input.Value), text);
        return Of(text.ToString());
    }

    /// <summary>Hashes a text: SHA-256, in hexadecimal digits.</summary>
    public static string Of(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));

    private static void Write(object? value, StringBuilder text)
    {
        switch (value)
        {
            case null:
                text.Append("null");
                break;
            case string letters:
                text.Append(CultureInfo.InvariantCulture, $"{letters.Length}:{letters}");
                break;
            case IDictionary<string, object> map:
                text.Append('{');
                foreach (var (key, item) in map.OrderBy(entry => entry.Key, StringComparer.Ordinal))
                {
                    Write(key, text);
                    text.Append('=');
                    Write(item, text);
                }

                text.Append('}');
                break;
            case IEnumerable list:
                text.Append('[');
                foreach (var item in list)
                {
                    Write(item, text);
                    text.Append(',');
                }

                text.Append(']');
                break;
            default:
                text.Append(Convert.ToString(value, CultureInfo.InvariantCulture));
                break;
        }
    }
}

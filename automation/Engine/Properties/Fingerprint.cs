using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Google.Protobuf.WellKnownTypes;
using K8tre.PlanModel;

namespace K8tre.Automation.Engine.Properties;

/// <summary>Fingerprints of secret values. Two plans of a program can be compared without showing the values.</summary>
/// <remarks>
/// The secrets of a plan are simulated values or placeholders. A fingerprint says nothing about a real secret. It depends on the place:
/// equal secrets at different places have different fingerprints.
/// </remarks>
internal static class Fingerprint
{
    private const int Digits = 16;

    /// <summary>Returns the fingerprint of a value. <c>[unknown]</c> if a part of the value is unknown.</summary>
    /// <param name="value">The value, marked as secret or not.</param>
    /// <param name="pointer">JSON pointer of the value.</param>
    public static string Of(Value value, string pointer)
    {
        var text = new StringBuilder(pointer).Append('\n');
        return Append(text, value)
            ? Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text.ToString())))[..Digits]
            : MaskedValue.Unknown;
    }

    // Returns false if a part of the value is unknown.
    private static bool Append(StringBuilder text, Value value)
    {
        if (WireValue.SignatureOf(value) == Signatures.ResourceReference)
            return Append(text, WireValue.ReferenceTarget(value));

        var plain = WireValue.Unwrap(value);
        switch (plain.KindCase)
        {
            case Value.KindOneofCase.StringValue when WireValue.ContainsUnknown(plain):
                return false;
            case Value.KindOneofCase.StringValue:
                text.Append('"').Append(plain.StringValue.Length).Append(':').Append(plain.StringValue);
                return true;
            case Value.KindOneofCase.ListValue:
                text.Append('[').Append(plain.ListValue.Values.Count);
                return plain.ListValue.Values.All(element => Append(text, element));
            case Value.KindOneofCase.StructValue:
                text.Append('{').Append(plain.StructValue.Fields.Count);
                return plain.StructValue.Fields
                    .OrderBy(field => field.Key, StringComparer.Ordinal)
                    .All(field => Append(text.Append(field.Key).Append(':'), field.Value));
            case Value.KindOneofCase.NumberValue:
                text.Append(plain.NumberValue.ToString("R", CultureInfo.InvariantCulture)).Append(';');
                return true;
            default:
                text.Append(plain.KindCase == Value.KindOneofCase.BoolValue ? plain.BoolValue : null).Append(';');
                return true;
        }
    }
}

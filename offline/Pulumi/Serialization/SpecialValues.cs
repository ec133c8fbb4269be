using System.Diagnostics.CodeAnalysis;
using Google.Protobuf.Collections;
using Google.Protobuf.WellKnownTypes;

namespace Pulumi.Serialization;

/// <summary>Reads and writes the objects that carry a signature.</summary>
internal static class SpecialValues
{
    /// <summary>An object with a signature and the properties that are there.</summary>
    public static Value Create(string signature, params ReadOnlySpan<(string Name, Value? Value)> properties)
    {
        var fields = new Struct { Fields = { [Signatures.Key] = Value.ForString(signature) } };
        foreach (var (name, value) in properties)
        {
            if (value is not null)
                fields.Fields[name] = value;
        }

        return Value.ForStruct(fields);
    }

    public static bool IsUnknown(this Value value) => value.HasStringValue && value.StringValue == Signatures.Unknown;

    /// <summary>The signature of a value, if it has one.</summary>
    public static string? Signature(this Value value) =>
        value.StructValue is { } fields && fields.Fields.TryGetText(Signatures.Key, out var signature) ? signature : null;

    public static bool TryGetText(this MapField<string, Value> fields, string name, [NotNullWhen(true)] out string? text)
    {
        text = fields.TryGetValue(name, out var value) && value.HasStringValue ? value.StringValue : null;
        return text is not null;
    }

    /// <summary>Returns true if a value contains something unknown.</summary>
    public static bool ContainsUnknown(this Value value) => value.KindCase switch
    {
        Value.KindOneofCase.StringValue => value.IsUnknown(),
        Value.KindOneofCase.ListValue => value.ListValue.Values.Any(ContainsUnknown),
        Value.KindOneofCase.StructValue => value.StructValue.ContainsUnknown(),
        _ => false,
    };

    /// <inheritdoc cref="ContainsUnknown(Value)"/>
    public static bool ContainsUnknown(this Struct value) => value.Fields.Values.Any(ContainsUnknown);
}

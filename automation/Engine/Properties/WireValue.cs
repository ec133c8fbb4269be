using Google.Protobuf.WellKnownTypes;

namespace K8tre.Automation.Engine.Properties;

/// <summary>Reads and creates the special values of the wire format: secrets, unknown values, output values and references.</summary>
internal static class WireValue
{
    private const string UnknownText = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";

    // One text for each type of value:
    // https://github.com/pulumi/pulumi/blob/master/sdk/go/common/resource/plugin/rpc.go
    private static readonly HashSet<string> UnknownTexts =
    [
        UnknownText, // string
        "1c4a061d-8072-4f0a-a4cb-0ff528b18fe7", // boolean
        "3eeb2bf0-c639-47a8-9e75-3b44932eb421", // number
        "6a19a0b0-7e62-4c92-b797-7f8e31da9cc2", // array
        "030794c1-ac77-496b-92df-f27374a8bd58", // asset
        "e48ece36-62e2-4504-bad9-02848725956a", // archive
        "dd056dcd-154b-4c76-9bd3-c8f88648b5ff", // object
    ];

    /// <summary>An unknown value.</summary>
    public static Value Unknown => Value.ForString(UnknownText);

    /// <summary>Marks a value as secret, unless it is marked already.</summary>
    public static Value Secret(Value value) => IsSecret(value) ? value : Value.ForStruct(new()
    {
        Fields = { [Signatures.Key] = Value.ForString(Signatures.Secret), ["value"] = value },
    });

    /// <summary>Returns true if the value is unknown.</summary>
    public static bool IsUnknown(Value value)
        => value.KindCase == Value.KindOneofCase.StringValue && value.StringValue.Length == UnknownText.Length
        && UnknownTexts.Contains(value.StringValue);

    /// <summary>Returns true if a value or a part of it is unknown.</summary>
    /// <remarks>The inputs of a provider are JSON texts, which can contain unknown values.</remarks>
    public static bool ContainsUnknown(Value value) => value.KindCase switch
    {
        Value.KindOneofCase.StringValue => UnknownTexts.Any(text => value.StringValue.Contains(text, StringComparison.Ordinal)),
        Value.KindOneofCase.ListValue => value.ListValue.Values.Any(ContainsUnknown),
        Value.KindOneofCase.StructValue when SignatureOf(value) == Signatures.OutputValue => ContainsUnknown(Content(value)),
        Value.KindOneofCase.StructValue => value.StructValue.Fields.Values.Any(ContainsUnknown),
        _ => false,
    };

    /// <summary>Returns true if the whole value is marked as secret, not only a part of it.</summary>
    public static bool IsSecret(Value value) => SignatureOf(value) switch
    {
        Signatures.Secret => true,
        Signatures.OutputValue => value.StructValue.Fields.TryGetValue("secret", out var secret) && secret.BoolValue,
        _ => false,
    };

    /// <summary>Returns the signature of a special value. Null for a plain value.</summary>
    public static string? SignatureOf(Value value)
        => value.KindCase == Value.KindOneofCase.StructValue
        && value.StructValue.Fields.TryGetValue(Signatures.Key, out var signature)
        && signature.KindCase == Value.KindOneofCase.StringValue
            ? signature.StringValue
            : null;

    /// <summary>Returns the content of a secret or an output value. It is unknown if the output has no value yet.</summary>
    public static Value Content(Value special)
        => special.StructValue.Fields.TryGetValue("value", out var content) ? content : Unknown;

    /// <summary>Returns the value that a provider receives for a reference: the id of a custom resource, the URN of a component.</summary>
    /// <returns>An unknown value if the id is empty.</returns>
    public static Value ReferenceTarget(Value reference)
    {
        var fields = reference.StructValue.Fields;
        if (fields.TryGetValue("id", out var id))
            return id is { KindCase: Value.KindOneofCase.StringValue, StringValue: "" } ? Unknown : id;

        return fields.TryGetValue("urn", out var urn) ? urn : Unknown;
    }

    /// <summary>Returns the value without the marks of a secret or an output value.</summary>
    public static Value Unwrap(Value value)
    {
        while (SignatureOf(value) is Signatures.Secret or Signatures.OutputValue)
            value = Content(value);

        return value;
    }
}

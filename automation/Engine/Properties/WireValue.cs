using Google.Protobuf.WellKnownTypes;

namespace K8tre.Automation.Engine.Properties;

/// <summary>Recognises and builds the special values of the wire format: secrets, unknowns, output values, references.</summary>
internal static class WireValue
{
    private const string UnknownText = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";

    // One sentinel for each type a value may turn out to have:
    // https://github.com/pulumi/pulumi/blob/master/sdk/go/common/resource/plugin/rpc.go
    private static readonly HashSet<string> Unknowns =
    [
        UnknownText, // string
        "1c4a061d-8072-4f0a-a4cb-0ff528b18fe7", // boolean
        "3eeb2bf0-c639-47a8-9e75-3b44932eb421", // number
        "6a19a0b0-7e62-4c92-b797-7f8e31da9cc2", // array
        "030794c1-ac77-496b-92df-f27374a8bd58", // asset
        "e48ece36-62e2-4504-bad9-02848725956a", // archive
        "dd056dcd-154b-4c76-9bd3-c8f88648b5ff", // object
    ];

    /// <summary>A value that is not known yet.</summary>
    public static Value Unknown => Value.ForString(UnknownText);

    /// <summary>Marks a value as secret; one that is marked already stays as it is.</summary>
    public static Value Secret(Value value) => IsSecret(value) ? value : Value.ForStruct(new()
    {
        Fields = { [Signatures.Key] = Value.ForString(Signatures.Secret), ["value"] = value },
    });

    /// <summary>Whether the value stands for one that is not known yet.</summary>
    public static bool IsUnknown(Value value)
        => value.KindCase == Value.KindOneofCase.StringValue && value.StringValue.Length == UnknownText.Length
        && Unknowns.Contains(value.StringValue);

    /// <summary>Whether the value itself, not only a part of it, is marked as secret.</summary>
    public static bool IsSecret(Value value) => SignatureOf(value) switch
    {
        Signatures.Secret => true,
        Signatures.OutputValue => value.StructValue.Fields.TryGetValue("secret", out var secret) && secret.BoolValue,
        _ => false,
    };

    /// <summary>The signature of a special value; null for every plain one.</summary>
    public static string? SignatureOf(Value value)
        => value.KindCase == Value.KindOneofCase.StructValue
        && value.StructValue.Fields.TryGetValue(Signatures.Key, out var signature)
        && signature.KindCase == Value.KindOneofCase.StringValue
            ? signature.StringValue
            : null;

    /// <summary>What a secret or output value holds: unknown when there is no value yet.</summary>
    public static Value Content(Value special)
        => special.StructValue.Fields.TryGetValue("value", out var content) ? content : Unknown;

    /// <summary>What a provider gets for a reference: the id of a custom resource (unknown when empty), the URN of a component.</summary>
    public static Value Target(Value reference)
    {
        var fields = reference.StructValue.Fields;
        if (fields.TryGetValue("id", out var id))
            return id is { KindCase: Value.KindOneofCase.StringValue, StringValue: "" } ? Unknown : id;

        return fields.TryGetValue("urn", out var urn) ? urn : Unknown;
    }

    /// <summary>The value without the marks of a secret or an output value around it.</summary>
    public static Value Unwrap(Value value)
    {
        while (SignatureOf(value) is Signatures.Secret or Signatures.OutputValue)
            value = Content(value);

        return value;
    }
}

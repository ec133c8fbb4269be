using Google.Protobuf.WellKnownTypes;

namespace K8tre.Automation.Engine.Properties;

/// <summary>Turns the values a program sent into those a provider gives back.</summary>
/// <remarks>
/// Output values become plain, secret or unknown; references become the id or URN they stand for, as providers
/// read them; secrets keep their mark for programs that understand it, which all current SDKs do.
/// </remarks>
internal static class ProviderView
{
    /// <summary>The properties as a provider echoes them; without null properties, which no provider keeps.</summary>
    public static Struct Of(Struct? properties)
    {
        var view = new Struct();
        foreach (var (key, value) in properties?.Fields ?? [])
        {
            if (value.KindCase != Value.KindOneofCase.NullValue)
                view.Fields[key] = Of(value);
        }

        return view;
    }

    /// <summary>The same properties without the marks of secrets, for a program that does not understand them.</summary>
    public static Struct WithoutSecrets(Struct properties)
    {
        var plain = new Struct();
        foreach (var (key, value) in properties.Fields)
            plain.Fields[key] = WithoutSecrets(value);

        return plain;
    }

    private static Value Of(Value value) => value.KindCase switch
    {
        Value.KindOneofCase.ListValue => Value.ForList([.. value.ListValue.Values.Select(Of)]),
        Value.KindOneofCase.StructValue => WireValue.SignatureOf(value) switch
        {
            Signatures.ResourceReference => WireValue.Target(value),
            Signatures.Secret => WireValue.Secret(Of(WireValue.Content(value))),
            Signatures.OutputValue when WireValue.IsSecret(value) => WireValue.Secret(Of(WireValue.Content(value))),
            Signatures.OutputValue => Of(WireValue.Content(value)),
            null => Value.ForStruct(Elements(value.StructValue, Of)),
            _ => value,
        },
        _ => value,
    };

    private static Value WithoutSecrets(Value value) => value.KindCase switch
    {
        Value.KindOneofCase.ListValue => Value.ForList([.. value.ListValue.Values.Select(WithoutSecrets)]),
        Value.KindOneofCase.StructValue when WireValue.IsSecret(value) => WithoutSecrets(WireValue.Content(value)),
        Value.KindOneofCase.StructValue => Value.ForStruct(Elements(value.StructValue, WithoutSecrets)),
        _ => value,
    };

    private static Struct Elements(Struct from, Func<Value, Value> map)
    {
        var to = new Struct();
        foreach (var (key, value) in from.Fields)
            to.Fields[key] = map(value);

        return to;
    }
}

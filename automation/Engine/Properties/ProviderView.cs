using Google.Protobuf.WellKnownTypes;

namespace K8tre.Automation.Engine.Properties;

/// <summary>Converts the properties that a program sends to those that a provider receives.</summary>
/// <remarks>
/// Output values become plain, secret or unknown. References become the id or the URN of the resource. Secrets keep their mark, because
/// all current SDKs understand it.
/// </remarks>
internal static class ProviderView
{
    /// <summary>Converts properties. Null properties are omitted, as providers do.</summary>
    public static Struct From(Struct? properties)
    {
        var view = new Struct();
        foreach (var (key, value) in properties?.Fields ?? [])
        {
            if (value.KindCase != Value.KindOneofCase.NullValue)
                view.Fields[key] = From(value);
        }

        return view;
    }

    /// <summary>Returns the properties without the marks of secrets.</summary>
    public static Struct WithoutSecrets(Struct properties) => Map(properties, WithoutSecrets);

    private static Value From(Value value) => value.KindCase switch
    {
        Value.KindOneofCase.ListValue => Value.ForList([.. value.ListValue.Values.Select(From)]),
        Value.KindOneofCase.StructValue => WireValue.SignatureOf(value) switch
        {
            Signatures.ResourceReference => WireValue.ReferenceTarget(value),
            Signatures.Secret => WireValue.Secret(From(WireValue.Content(value))),
            Signatures.OutputValue when WireValue.IsSecret(value) => WireValue.Secret(From(WireValue.Content(value))),
            Signatures.OutputValue => From(WireValue.Content(value)),
            null => Value.ForStruct(Map(value.StructValue, From)),
            _ => value,
        },
        _ => value,
    };

    private static Value WithoutSecrets(Value value) => value.KindCase switch
    {
        Value.KindOneofCase.ListValue => Value.ForList([.. value.ListValue.Values.Select(WithoutSecrets)]),
        Value.KindOneofCase.StructValue when WireValue.IsSecret(value) => WithoutSecrets(WireValue.Content(value)),
        Value.KindOneofCase.StructValue => Value.ForStruct(Map(value.StructValue, WithoutSecrets)),
        _ => value,
    };

    private static Struct Map(Struct from, Func<Value, Value> map)
    {
        var to = new Struct();
        foreach (var (key, value) in from.Fields)
            to.Fields[key] = map(value);

        return to;
    }
}

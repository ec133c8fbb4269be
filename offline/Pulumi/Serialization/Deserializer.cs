using System.Collections.Immutable;
using Google.Protobuf.WellKnownTypes;

namespace Pulumi.Serialization;

/// <summary>
/// Turns values of the engine's protocol into plain ones: bool, double, string, immutable arrays and dictionaries of them, assets,
/// archives, resources and outputs. What is unknown or secret anywhere inside makes the whole unknown or secret.
/// </summary>
internal static class Deserializer
{
    /// <summary>The plain value; null where it is unknown.</summary>
    /// <exception cref="InvalidOperationException">The value breaks the protocol.</exception>
    public static OutputData<object?> Deserialize(Value value)
    {
        var reader = new Reader();
        var plain = reader.Read(value);
        return new([], plain, reader.IsKnown, reader.IsSecret);
    }

    private sealed class Reader
    {
        public bool IsKnown { get; private set; } = true;

        public bool IsSecret { get; private set; }

        public object? Read(Value value) => value.KindCase switch
        {
            Value.KindOneofCase.NullValue => null,
            Value.KindOneofCase.BoolValue => value.BoolValue,
            Value.KindOneofCase.NumberValue => value.NumberValue,
            Value.KindOneofCase.StringValue => value.IsUnknown() ? Unknown() : value.StringValue,
            Value.KindOneofCase.ListValue => List(value.ListValue),
            Value.KindOneofCase.StructValue => Special(value.Signature(), value.StructValue),
            _ => throw new InvalidOperationException($"The engine sent a value of no kind: {value.KindCase}"),
        };

        private object? Special(string? signature, Struct value) => signature switch
        {
            Signatures.Secret => Secret(value),
            Signatures.Asset or Signatures.Archive => AssetReader.Read(signature, value),
            Signatures.Resource => ResourceReader.Read(value),
            Signatures.Output => OutputValueReader.Read(value),
            _ => Object(value),
        };

        private object? Unknown()
        {
            IsKnown = false;
            return null;
        }

        private object? Secret(Struct value)
        {
            IsSecret = true;
            return value.Fields.TryGetValue(PropertyNames.Value, out var inner)
                ? Read(inner)
                : throw new InvalidOperationException("Secrets must have a field called 'value'");
        }

        private ImmutableArray<object?> List(ListValue value)
        {
            var result = ImmutableArray.CreateBuilder<object?>(value.Values.Count);
            foreach (var element in value.Values)
                result.Add(Read(element));
            return result.MoveToImmutable();
        }

        private ImmutableDictionary<string, object?> Object(Struct value)
        {
            var result = ImmutableDictionary.CreateBuilder<string, object?>();
            foreach (var (name, member) in value.Fields)
            {
                // Two underscores mark what the engine keeps for itself.
                if (!name.StartsWith("__", StringComparison.Ordinal))
                    result.Add(name, Read(member));
            }

            return result.ToImmutable();
        }
    }
}

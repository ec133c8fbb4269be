using System.Collections.Concurrent;
using System.Collections.Immutable;
using Google.Protobuf.WellKnownTypes;

namespace Pulumi.Serialization;

/// <summary>Reads outputs of the engine's protocol: values that say themselves whether they are known and secret.</summary>
internal static class OutputValueReader
{
    private static readonly ConcurrentDictionary<System.Type, Func<OutputData<object?>, IOutput>> Factories = new();

    /// <summary>An <see cref="Output{T}"/> of the type that its value has; of object when it has none.</summary>
    public static IOutput Read(Struct value)
    {
        var isKnown = value.Fields.TryGetValue(PropertyNames.Value, out var inner);
        var plain = isKnown ? Deserializer.Deserialize(inner!).Value : null;
        var data = new OutputData<object?>(Dependencies(value), plain, isKnown, IsSecret(value));
        return Factories.GetOrAdd(plain?.GetType() ?? typeof(object), FactoryFor)(data);
    }

    private static bool IsSecret(Struct value) => value.Fields.TryGetValue(PropertyNames.Secret, out var secret) && secret.BoolValue;

    private static ImmutableHashSet<Resource> Dependencies(Struct value) =>
        value.Fields.TryGetValue(PropertyNames.Dependencies, out var urns) && urns.ListValue is { } list
            ? [.. list.Values.Where(urn => urn.HasStringValue).Select(urn => new DependencyResource(urn.StringValue))]
            : [];

    private static Func<OutputData<object?>, IOutput> FactoryFor(System.Type type) =>
        ((Func<OutputData<object?>, IOutput>)Create<object>).Method.GetGenericMethodDefinition().MakeGenericMethod(type)
            .CreateDelegate<Func<OutputData<object?>, IOutput>>();

    private static Output<T> Create<T>(OutputData<object?> data) => new(Task.FromResult(data.With((T)data.Value!)));
}

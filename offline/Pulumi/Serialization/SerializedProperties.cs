using Google.Protobuf.WellKnownTypes;

namespace Pulumi.Serialization;

/// <summary>The inputs of a resource or function in the protocol's form, and the resources that each comes from.</summary>
internal sealed record SerializedProperties(Struct Values, IReadOnlyDictionary<string, HashSet<Resource>> Dependencies)
{
    /// <summary>Serializes properties, waiting for outputs. Those without a value are left out.</summary>
    /// <exception cref="InvalidOperationException">A property has a type that inputs may not have; the message names it.</exception>
    public static async Task<SerializedProperties> FromAsync(
        string label,
        IEnumerable<KeyValuePair<string, object?>> properties,
        bool keepResources,
        bool keepOutputValues = false,
        bool ignoreResourceReferences = false)
    {
        var root = new PropertyPath(label);
        var values = new Struct();
        var dependencies = new Dictionary<string, HashSet<Resource>>();
        foreach (var (name, property) in properties)
        {
            var serializer = new PropertySerializer(keepResources, keepOutputValues, ignoreResourceReferences);
            try
            {
                if (await serializer.SerializeAsync(root.Member(name), property).ConfigureAwait(false) is not { } value)
                    continue;
                values.Fields[name] = value;
                dependencies[name] = serializer.Dependencies;
            }
            catch (Exception exception) when (exception is UnserializableException or ArgumentNullException)
            {
                // Any other exception comes from an output, and is reported for that: one failure is to give one message, however
                // many resources wait for it.
                throw new InvalidOperationException($"error serializing property \"{name}\": {exception.Message}", exception);
            }
        }

        return new(values, dependencies);
    }
}

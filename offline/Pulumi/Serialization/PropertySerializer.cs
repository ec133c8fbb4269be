using System.Collections;
using System.Text.Json;
using Google.Protobuf.WellKnownTypes;
using Enum = System.Enum;

namespace Pulumi.Serialization;

/// <summary>Turns the values of a program into those of the engine's protocol, waiting for outputs on the way.</summary>
/// <param name="keepResources">True if the engine accepts references to resources. Otherwise resources are sent as their ids.</param>
/// <param name="keepOutputValues">True if the receiver accepts outputs with their secretness, knownness and dependencies.</param>
/// <param name="ignoreResourceReferences">True if a resource that is a value does not become a dependency.</param>
internal sealed class PropertySerializer(bool keepResources, bool keepOutputValues = false, bool ignoreResourceReferences = false)
{
    /// <summary>The resources that anything serialized so far comes from.</summary>
    public HashSet<Resource> Dependencies { get; } = [];

    /// <summary>The value in the protocol's form; none for null.</summary>
    /// <exception cref="UnserializableException">The type is none that inputs may have.</exception>
    public ValueTask<Value?> SerializeAsync(PropertyPath path, object? value) => value switch
    {
        null or ValueTuple => default,
        bool flag => new(Value.ForBool(flag)),
        int number => new(Value.ForNumber(number)),
        double number => new(Value.ForNumber(number)),
        string text => new(Value.ForString(text)),
        InputArgs args => ObjectAsync(path, args.Inputs()),
        InvalidAsset or InvalidArchive => throw new UnserializableException(
            $"Cannot serialize invalid {(value is InvalidAsset ? "asset" : "archive")}"),
        AssetOrArchive asset => AssetAsync(path, asset),
        Task => throw new UnserializableException(
            $"Tasks are not allowed inside ResourceArgs. Please wrap your Task in an Output:\n\t{path}"),
        IInput input => OutputAsync(path, input.ToSerializable()),
        IUnion union => SerializeAsync(path, union.Value),
        JsonElement json => new(Json(json)),
        IOutput output => OutputAsync(path, output),
        Resource resource => ResourceAsync(path, resource),
        IDictionary dictionary => ObjectAsync(path, Entries(path, dictionary)),
        IList list => ListAsync(path, list),
        Enum constant when constant.GetTypeCode() == TypeCode.Int32 => new(Value.ForNumber((int)value)),
        _ => ObjectTypeAsync(path, value),
    };

    private async ValueTask<Value?> ObjectAsync(
        PropertyPath path, IEnumerable<KeyValuePair<string, object?>> members, bool keepNulls = false)
    {
        var result = new Struct();
        foreach (var (name, member) in members)
        {
            var value = await SerializeAsync(path.Member(name), member).ConfigureAwait(false);
            if (value is not null || keepNulls)
                result.Fields[name] = value ?? Value.ForNull();
        }

        return Value.ForStruct(result);
    }

    private async ValueTask<Value?> ListAsync(PropertyPath path, IList list)
    {
        var result = new ListValue();
        if (!SerializableType.IsDefaultArray(list))
        {
            for (var i = 0; i < list.Count; i++)
                result.Values.Add(await SerializeAsync(path.Element(i), list[i]).ConfigureAwait(false) ?? Value.ForNull());
        }

        return new() { ListValue = result };
    }

    private ValueTask<Value?> ObjectTypeAsync(PropertyPath path, object value) =>
        SerializableType.Of(value.GetType(), path).Open(value) switch
        {
            IEnumerable<KeyValuePair<string, object?>> members => ObjectAsync(path, members, keepNulls: true),
            var constant => SerializeAsync(path, constant),
        };

    private async ValueTask<Value?> AssetAsync(PropertyPath path, AssetOrArchive asset) => SpecialValues.Create(
        asset.Signature, (asset.Property, await SerializeAsync(path.Member(asset.Property), asset.Value).ConfigureAwait(false)));

    private async ValueTask<Value?> OutputAsync(PropertyPath path, IOutput output)
    {
        var data = await output.GetDataAsync().ConfigureAwait(false);
        var inner = new PropertySerializer(keepResources, keepOutputValues: false, ignoreResourceReferences);
        var value = data.IsKnown ? await inner.SerializeAsync(path, data.Value).ConfigureAwait(false) : null;
        var dependencies = inner.Dependencies;
        dependencies.UnionWith(data.Resources);
        Dependencies.UnionWith(dependencies);

        if (keepOutputValues)
        {
            return data is { IsKnown: true, IsSecret: false } && dependencies.Count == 0
                ? value
                : await OutputValueAsync(data, value, dependencies).ConfigureAwait(false);
        }

        return !data.IsKnown ? Value.ForString(Signatures.Unknown)
            : data.IsSecret ? SpecialValues.Create(Signatures.Secret, (PropertyNames.Value, value ?? Value.ForNull()))
            : value;
    }

    private async ValueTask<Value> OutputValueAsync(OutputData<object?> data, Value? value, HashSet<Resource> dependencies)
    {
        foreach (var resource in dependencies.ToArray())
            dependencies.UnionWith(await ((IOutput)resource.Urn).GetResourcesAsync().ConfigureAwait(false));
        Dependencies.UnionWith(dependencies);
        var urns = await ResourceGraph.UrnsOfAsync(dependencies).ConfigureAwait(false);

        return SpecialValues.Create(
            Signatures.Output,
            (PropertyNames.Value, data.IsKnown ? value ?? Value.ForNull() : null),
            (PropertyNames.Secret, data.IsSecret ? Value.ForBool(true) : null),
            (PropertyNames.Dependencies, urns.Count == 0 ? null : Texts(urns)));
    }

    private static Value Texts(IEnumerable<string> texts) =>
        Value.ForList([.. texts.Order(StringComparer.Ordinal).Select(Value.ForString)]);

    private async ValueTask<Value?> ResourceAsync(PropertyPath path, Resource resource)
    {
        var isReference = keepResources && ignoreResourceReferences;
        var serializer = isReference ? new PropertySerializer(keepResources) : this;
        if (!isReference && resource is CustomResource)
            Dependencies.Add(resource);

        // A component goes as its URN alone: its own properties often lead back to who is waiting for them.
        var id = resource is CustomResource custom ? await serializer.IdAsync(path, custom).ConfigureAwait(false) : null;
        if (!keepResources && id is not null)
            return id.HasNullValue ? null : id;
        var urn = await serializer.PlainAsync(path.Member(PropertyNames.Urn), resource.Urn).ConfigureAwait(false);
        if (!keepResources)
            return urn;

        if (id is not null && id.IsUnknown())
            id = Value.ForString("");
        return SpecialValues.Create(Signatures.Resource, (PropertyNames.Urn, urn), (PropertyNames.Id, id));
    }

    private async ValueTask<Value> IdAsync(PropertyPath path, CustomResource resource) => resource.Id is null
        ? Value.ForNull()
        : await PlainAsync(path.Member(PropertyNames.Id), resource.Id).ConfigureAwait(false) ?? Value.ForNull();

    private async ValueTask<Value?> PlainAsync(PropertyPath path, IOutput output)
    {
        var plain = new PropertySerializer(keepResources);
        var value = await plain.OutputAsync(path, output).ConfigureAwait(false);
        Dependencies.UnionWith(plain.Dependencies);
        return value;
    }

    private static List<KeyValuePair<string, object?>> Entries(PropertyPath path, IDictionary dictionary)
    {
        var entries = new List<KeyValuePair<string, object?>>(dictionary.Count);
        foreach (DictionaryEntry entry in dictionary)
        {
            entries.Add(KeyValuePair.Create(
                entry.Key as string ?? throw new UnserializableException($"Dictionaries are only supported with string keys:\n\t{path}"),
                entry.Value));
        }

        // Most dictionaries here have no order of their own; the engine shall see the same one every time.
        entries.Sort((left, right) => string.CompareOrdinal(left.Key, right.Key));
        return entries;
    }

    private static Value? Json(JsonElement json) => json.ValueKind switch
    {
        JsonValueKind.String => Value.ForString(json.GetString()),
        JsonValueKind.Number => Value.ForNumber(json.GetDouble()),
        JsonValueKind.True => Value.ForBool(true),
        JsonValueKind.False => Value.ForBool(false),
        JsonValueKind.Array => Value.ForList([.. json.EnumerateArray().Select(element => Json(element) ?? Value.ForNull())]),
        JsonValueKind.Object => Value.ForStruct(new() { Fields = { JsonFields(json) } }),
        _ => null,
    };

    private static Dictionary<string, Value> JsonFields(JsonElement json)
    {
        var fields = new Dictionary<string, Value>();
        foreach (var property in json.EnumerateObject())
            fields[property.Name] = Json(property.Value) ?? Value.ForNull();
        return fields;
    }
}

using Google.Protobuf.WellKnownTypes;
using K8tre.Automation.Engine.Properties;

namespace K8tre.Automation.Engine.Providers;

/// <summary>A resource whose outputs are simulated. They start as a copy of the inputs.</summary>
/// <param name="type">Type token.</param>
/// <param name="name">Name in the program.</param>
/// <param name="values">Source of assigned values.</param>
/// <param name="inputs">Inputs as the provider receives them.</param>
internal sealed class SimulatedResource(string type, string name, ISimulatedValues values, Struct inputs)
{
    /// <summary>Type token.</summary>
    public string Type { get; } = type;

    /// <summary>Name in the program.</summary>
    public string Name { get; } = name;

    /// <summary>Source of assigned values.</summary>
    public ISimulatedValues Values { get; } = values;

    /// <summary>Id of the resource. Default: its name with a stable suffix.</summary>
    public string Id { get; set; } = $"{name}-{values.Hex("id", 8)}";

    /// <summary>The output properties.</summary>
    public Struct Outputs { get; } = inputs;

    /// <summary>Adds or replaces an output.</summary>
    public void Add(string property, Value value) => Outputs.Fields[property] = value;

    /// <summary>Adds or replaces a text output.</summary>
    public void Add(string property, string text) => Add(property, Value.ForString(text));

    /// <summary>Adds or replaces a secret text output.</summary>
    public void AddSecret(string property, string text) => Add(property, WireValue.Secret(Value.ForString(text)));

    /// <summary>Adds an output unless the program gave the property as an input.</summary>
    public void AddDefault(string property, Value value) => Outputs.Fields.TryAdd(property, value);

    /// <summary>Adds a physical name unless the program gave one, and returns the name.</summary>
    /// <param name="property">The input that names the resource.</param>
    public string AddName(string property)
    {
        var automatic = Values.PhysicalName(Name);
        AddDefault(property, Value.ForString(automatic));
        return GetText(property) ?? automatic;
    }

    /// <summary>Returns the text of a property. Null if it is absent, unknown or not a text.</summary>
    public string? GetText(string property)
        => Known(property) is { KindCase: Value.KindOneofCase.StringValue } value ? value.StringValue : null;

    /// <summary>Returns the whole number of a property. The default if it is absent, unknown or not a number.</summary>
    public int GetInteger(string property, int byDefault)
        => Known(property) is { KindCase: Value.KindOneofCase.NumberValue } value ? (int)value.NumberValue : byDefault;

    /// <summary>Returns the truth value of a property. The default if it is absent, unknown or not a truth value.</summary>
    public bool GetBoolean(string property, bool byDefault)
        => Known(property) is { KindCase: Value.KindOneofCase.BoolValue } value ? value.BoolValue : byDefault;

    /// <summary>Returns the elements of a list property. None if it is absent or not a list.</summary>
    public IReadOnlyList<Value> GetList(string property) => Outputs.Fields.GetValueOrDefault(property)?.ListValue?.Values ?? [];

    /// <summary>Returns an object property. Null if it is absent or not an object.</summary>
    public Struct? GetObject(string property) => Outputs.Fields.GetValueOrDefault(property)?.StructValue;

    private Value? Known(string property)
        => Outputs.Fields.TryGetValue(property, out var value) && WireValue.Unwrap(value) is var plain && !WireValue.IsUnknown(plain)
            ? plain
            : null;
}

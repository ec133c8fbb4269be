using Google.Protobuf.WellKnownTypes;
using K8tre.Automation.Engine.Properties;

namespace K8tre.Automation.Engine.Plausible;

/// <summary>A resource that is being answered: its outputs start as an echo of the inputs.</summary>
internal sealed class PlausibleResource(string type, string name, string urn, Struct inputs)
{
    /// <summary>Type token of the resource.</summary>
    public string Type { get; } = type;

    /// <summary>Name of the resource.</summary>
    public string Name { get; } = name;

    /// <summary>Source of values that depend on the URN only.</summary>
    public Seed Seed { get; } = new(urn);

    /// <summary>Id of the resource. Default: its name and a stable suffix.</summary>
    public string Id { get; set; } = $"{name}-{new Seed(urn).Hex("id", 8)}";

    /// <summary>The properties to answer with.</summary>
    public Struct Outputs { get; } = inputs;

    /// <summary>A name as automatic naming gives it: the resource's own with a stable suffix.</summary>
    public string AutomaticName => $"{Name}-{Seed.Hex("name", 8)}";

    /// <summary>Adds an output, unless the program gave the property as an input.</summary>
    public void Default(string property, Value value) => Outputs.Fields.TryAdd(property, value);

    /// <summary>Adds an output.</summary>
    public void Set(string property, Value value) => Outputs.Fields[property] = value;

    /// <summary>Adds a text output.</summary>
    public void Set(string property, string text) => Set(property, Value.ForString(text));

    /// <summary>Adds a secret text output.</summary>
    public void SetSecret(string property, string text) => Set(property, WireValue.Secret(Value.ForString(text)));

    /// <summary>The text of a property; null when it is absent, unknown or no text.</summary>
    public string? Text(string property)
        => Known(property) is { KindCase: Value.KindOneofCase.StringValue } value ? value.StringValue : null;

    /// <summary>The whole number of a property; the default when it is absent, unknown or no number.</summary>
    public int Number(string property, int byDefault)
        => Known(property) is { KindCase: Value.KindOneofCase.NumberValue } value ? (int)value.NumberValue : byDefault;

    /// <summary>Whether a property is true; the default when it is absent, unknown or no truth value.</summary>
    public bool Flag(string property, bool byDefault)
        => Known(property) is { KindCase: Value.KindOneofCase.BoolValue } value ? value.BoolValue : byDefault;

    private Value? Known(string property)
        => Outputs.Fields.TryGetValue(property, out var value) && WireValue.Unwrap(value) is var plain && !WireValue.IsUnknown(plain)
            ? plain
            : null;
}

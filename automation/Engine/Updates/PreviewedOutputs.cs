using System.Text.Json.Nodes;
using Google.Protobuf.WellKnownTypes;
using K8tre.Automation.Engine.Properties;
using K8tre.PlanModel;

namespace K8tre.Automation.Engine.Updates;

/// <summary>The outputs of a resource during the preview of an update.</summary>
internal sealed class PreviewedOutputs
{
    private readonly Struct _inputs;
    private readonly Struct _simulated;

    private PreviewedOutputs(Struct inputs, Struct simulated)
    {
        _inputs = inputs;
        _simulated = simulated;
    }

    /// <summary>Outputs that are all unknown. The SDK treats a property without a value as unknown.</summary>
    public static PreviewedOutputs Unknown { get; } = new(new(), new());

    /// <summary>Outputs of a resource that is created or changed: the inputs are known, all other outputs are unknown.</summary>
    /// <param name="inputs">Inputs as the provider receives them.</param>
    /// <param name="simulated">Outputs of a new resource.</param>
    public static PreviewedOutputs Of(Struct inputs, Struct simulated) => new(inputs, simulated);

    /// <summary>Returns the recorded outputs of a resource that does not change.</summary>
    /// <remarks>Simulated values replace those that the record masks. A masked output that cannot be simulated is unknown.</remarks>
    public static Struct Recorded(PlanResource old, Struct inputs, Struct simulated)
    {
        var outputs = simulated.Clone();
        foreach (var (key, value) in old.Outputs.Where(output => !inputs.Fields.ContainsKey(output.Key)))
        {
            if (!Contains(value, MaskedValue.Secret, MaskedValue.Unknown))
                outputs.Fields[key] = Value.Parser.ParseJson(value?.ToJsonString() ?? "null");
            else if (!simulated.Fields.ContainsKey(key))
                outputs.Fields[key] = Contains(value, MaskedValue.Secret) ? WireValue.Secret(WireValue.Unknown) : WireValue.Unknown;
        }

        FillFrom(old.Outputs, inputs, outputs);
        return outputs;
    }

    /// <summary>Returns the outputs of a resource without an earlier state.</summary>
    public Struct WithoutOld() => Over([]);

    /// <summary>Returns the outputs of an updated resource. Values that a provider adds to an input stay.</summary>
    public Struct Over(PlanResource old) => Over(old.Outputs);

    private Struct Over(JsonObject old)
    {
        var outputs = new Struct();
        foreach (var (key, value) in _simulated.Fields)
        {
            outputs.Fields[key] = _inputs.Fields.ContainsKey(key) ? value.Clone()
                : WireValue.IsSecret(value) ? WireValue.Secret(WireValue.Unknown)
                : WireValue.Unknown;
        }

        FillFrom(old, _inputs, outputs);
        return outputs;
    }

    // A provider adds values to an input: the name of a Kubernetes object stands in its metadata.
    private static void FillFrom(JsonObject old, Struct inputs, Struct outputs)
    {
        foreach (var (key, input) in inputs.Fields)
        {
            if (old[key] is not JsonObject recorded
                || input.KindCase != Value.KindOneofCase.StructValue
                || WireValue.SignatureOf(input) is not null
                || outputs.Fields.GetValueOrDefault(key)?.StructValue is not { } output)
            {
                continue;
            }

            foreach (var (name, value) in recorded.Where(entry => output.Fields.ContainsKey(entry.Key)
                && !input.StructValue.Fields.ContainsKey(entry.Key)
                && !Contains(entry.Value, MaskedValue.Secret, MaskedValue.Unknown)))
            {
                output.Fields[name] = Value.Parser.ParseJson(value?.ToJsonString() ?? "null");
            }
        }
    }

    private static bool Contains(JsonNode? node, params string[] masks) => node switch
    {
        JsonObject map => map.Any(entry => Contains(entry.Value, masks)),
        JsonArray list => list.Any(element => Contains(element, masks)),
        JsonValue value when value.TryGetValue(out string? text) => masks.Contains(text),
        _ => false,
    };
}

using System.Globalization;
using System.Text.Json.Nodes;
using Google.Protobuf.WellKnownTypes;
using K8tre.Automation.Projects;
using K8tre.PlanModel;

namespace K8tre.Automation.Engine.Properties;

/// <summary>Converts properties from the wire format to JSON, and masks secret and unknown values.</summary>
/// <remarks>All properties of a plan pass through this class, so that a plan never contains a secret.</remarks>
internal sealed class MaskedProperties
{
    // The description of an asset or archive. SDKs add fields of their own.
    private static readonly HashSet<string> ContentKeys = ["hash", "text", "path", "uri", "assets"];

    private readonly Dictionary<string, string> _fingerprints = [];
    private readonly List<string> _secrets = [];

    /// <summary>Reads and masks properties.</summary>
    /// <param name="properties">Properties of the program or the engine. Null for no properties.</param>
    /// <param name="root">JSON pointer of the properties in their resource, such as <c>/inputs</c>.</param>
    public MaskedProperties(Struct? properties, string root) => Json = ToObject(properties ?? new Struct(), root);

    /// <summary>The properties. Keys are in ordinal order.</summary>
    public JsonObject Json { get; }

    /// <summary>JSON pointers (RFC 6901) of the masked secrets.</summary>
    public IReadOnlyList<string> Secrets => _secrets;

    /// <summary>Fingerprints of the masked secrets, by JSON pointer.</summary>
    public IReadOnlyDictionary<string, string> Fingerprints => _fingerprints;

    private JsonObject ToObject(Struct properties, string pointer)
    {
        var json = new JsonObject();
        foreach (var (key, value) in properties.Fields.OrderBy(field => field.Key, StringComparer.Ordinal))
            json[key] = ToNode(value, $"{pointer}/{PropertyPath.Escape(key)}");

        return json;
    }

    private JsonArray ToArray(ListValue list, string pointer)
    {
        var json = new JsonArray();
        foreach (var value in list.Values)
            json.Add(ToNode(value, $"{pointer}/{json.Count}"));

        return json;
    }

    private JsonNode? ToNode(Value value, string pointer) => value.KindCase switch
    {
        Value.KindOneofCase.StringValue => ToText(value, pointer),
        Value.KindOneofCase.BoolValue => value.BoolValue,
        Value.KindOneofCase.NumberValue => ToNumber(value.NumberValue),
        Value.KindOneofCase.ListValue => ToArray(value.ListValue, pointer),
        Value.KindOneofCase.StructValue => FromStruct(value, pointer),
        _ => null,
    };

    // The inputs of a provider are JSON texts. SDKs mark a secret in them with the usual signature, next to its plain value.
    private string ToText(Value value, string pointer)
        => value.StringValue.Contains(Signatures.Secret, StringComparison.Ordinal) ? Mask(value, pointer)
            : WireValue.ContainsUnknown(value) ? MaskedValue.Unknown
            : value.StringValue;

    private string Mask(Value value, string pointer)
    {
        _secrets.Add(pointer);
        _fingerprints.Add(pointer, Fingerprint.Of(value, pointer));
        return MaskedValue.Secret;
    }

    private JsonNode? FromStruct(Value value, string pointer)
    {
        if (WireValue.IsSecret(value))
            return Mask(value, pointer);

        return WireValue.SignatureOf(value) switch
        {
            Signatures.OutputValue or Signatures.ByteString => ToNode(WireValue.Content(value), pointer),
            Signatures.ResourceReference => ToNode(WireValue.ReferenceTarget(value), pointer),
            Signatures.Asset => ToContent("asset", value.StructValue, pointer),
            Signatures.Archive => ToContent("archive", value.StructValue, pointer),
            _ => ToObject(value.StructValue, pointer),
        };
    }

    private JsonObject ToContent(string kind, Struct value, string pointer)
    {
        var content = new Struct();
        foreach (var (key, field) in value.Fields.Where(field => ContentKeys.Contains(field.Key)))
            content.Fields[key] = field;

        return new JsonObject { [kind] = ToObject(content, $"{pointer}/{kind}") };
    }

    // The wire format has infinite numbers and NaN, JSON has not.
    private static JsonValue ToNumber(double number)
        => double.IsFinite(number) ? JsonValue.Create(number) : JsonValue.Create(number.ToString(CultureInfo.InvariantCulture));
}

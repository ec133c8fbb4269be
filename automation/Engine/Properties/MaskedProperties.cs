using System.Text.Json.Nodes;
using Google.Protobuf.WellKnownTypes;

namespace K8tre.Automation.Engine.Properties;

/// <summary>
/// The border between the wire and the plan: reads properties as JSON, with every secret and every unknown masked, so
/// that no secret value is ever part of a plan.
/// </summary>
internal sealed class MaskedProperties
{
    /// <summary>What stands in the place of a secret value.</summary>
    public const string Secret = "[secret]";

    /// <summary>What stands in the place of a value that is not known before the deployment.</summary>
    public const string Unknown = "[unknown]";

    // What describes an asset or archive; SDKs add marks of their own.
    private static readonly HashSet<string> ContentKeys = ["hash", "text", "path", "uri", "assets"];

    private readonly List<string> _secrets = [];

    /// <summary>Reads and masks the properties.</summary>
    /// <param name="properties">What the program or the engine sent; null reads as no properties.</param>
    /// <param name="root">The JSON pointer of the properties within their resource, such as <c>/inputs</c>.</param>
    public MaskedProperties(Struct? properties, string root) => Json = Object(properties ?? new Struct(), root);

    /// <summary>The properties, their keys in ordinal order.</summary>
    public JsonObject Json { get; }

    /// <summary>The JSON pointers (RFC 6901) of the masked secrets.</summary>
    public IReadOnlyList<string> Secrets => _secrets;

    private JsonObject Object(Struct properties, string pointer)
    {
        var json = new JsonObject();
        foreach (var (key, value) in properties.Fields.OrderBy(field => field.Key, StringComparer.Ordinal))
            json[key] = Node(value, $"{pointer}/{Escape(key)}");

        return json;
    }

    private JsonArray Array(ListValue list, string pointer)
    {
        var json = new JsonArray();
        foreach (var value in list.Values)
            json.Add(Node(value, $"{pointer}/{json.Count}"));

        return json;
    }

    private JsonNode? Node(Value value, string pointer) => value.KindCase switch
    {
        Value.KindOneofCase.StringValue => WireValue.IsUnknown(value) ? Unknown : Text(value.StringValue, pointer),
        Value.KindOneofCase.BoolValue => value.BoolValue,
        Value.KindOneofCase.NumberValue => Number(value.NumberValue),
        Value.KindOneofCase.ListValue => Array(value.ListValue, pointer),
        Value.KindOneofCase.StructValue => Structure(value, pointer),
        _ => null,
    };

    // Inputs of providers are JSON texts, in which SDKs mark a secret as they mark it elsewhere, with its value in the clear.
    private string Text(string text, string pointer)
    {
        if (!text.Contains(Signatures.Secret, StringComparison.Ordinal))
            return text;
        _secrets.Add(pointer);
        return Secret;
    }

    private JsonNode? Structure(Value value, string pointer)
    {
        if (WireValue.IsSecret(value))
        {
            _secrets.Add(pointer);
            return Secret;
        }

        return WireValue.SignatureOf(value) switch
        {
            Signatures.OutputValue or Signatures.ByteString => Node(WireValue.Content(value), pointer),
            Signatures.ResourceReference => Node(WireValue.Target(value), pointer),
            Signatures.Asset => Wrapped("asset", value.StructValue, pointer),
            Signatures.Archive => Wrapped("archive", value.StructValue, pointer),
            _ => Object(value.StructValue, pointer),
        };
    }

    private JsonObject Wrapped(string kind, Struct marked, string pointer)
    {
        var content = new Struct();
        foreach (var (key, value) in marked.Fields.Where(field => ContentKeys.Contains(field.Key)))
            content.Fields[key] = value;

        return new JsonObject { [kind] = Object(content, $"{pointer}/{kind}") };
    }

    // JSON has no such numbers; the wire has.
    private static JsonValue Number(double number)
        => double.IsFinite(number)
            ? JsonValue.Create(number)
            : JsonValue.Create(number.ToString(System.Globalization.CultureInfo.InvariantCulture));

    private static string Escape(string key)
        => key.Replace("~", "~0", StringComparison.Ordinal).Replace("/", "~1", StringComparison.Ordinal);
}

using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace K8tre.PlanModel;

/// <summary>Reads and writes plans as JSON: docs/reference/plan-model.md.</summary>
public static class PlanJson
{
    private static readonly PlanJsonContext Context = new(new JsonSerializerOptions
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        WriteIndented = true,
        // The engine accepts properties of this depth.
        MaxDepth = 1_100,
        // The JSON is for files and terminals, not for HTML. Quotes and angle brackets stay readable.
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    });

    /// <summary>Writes a plan as indented UTF-8 with a final line feed.</summary>
    /// <param name="plan">The plan.</param>
    /// <param name="stream">The stream to write to.</param>
    public static void Write(Plan plan, Stream stream)
    {
        ArgumentNullException.ThrowIfNull(stream);
        JsonSerializer.Serialize(stream, plan, Context.Plan);
        stream.WriteByte((byte)'\n');
    }

    /// <summary>Reads a plan.</summary>
    /// <param name="stream">The stream to read from.</param>
    /// <exception cref="JsonException">The text is not a plan.</exception>
    public static Plan Read(Stream stream)
        => JsonSerializer.Deserialize(stream, Context.Plan) ?? throw new JsonException("the text is null; supply a plan");
}

[JsonSerializable(typeof(Plan))]
internal sealed partial class PlanJsonContext : JsonSerializerContext;

using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace K8tre.Automation.Plans;

/// <summary>The written form of a plan: docs/reference/plan-model.md.</summary>
internal static class PlanJson
{
    private static readonly PlanJsonContext Context = new(new JsonSerializerOptions
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        WriteIndented = true,
        // As deep as the engine reads properties.
        MaxDepth = 1_100,
        // The text goes to files and terminals, not into HTML: quotes and angle brackets stay readable.
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    });

    /// <summary>Writes the plan as indented UTF-8, with a line feed at the end.</summary>
    public static void Write(Plan plan, Stream stream)
    {
        JsonSerializer.Serialize(stream, plan, Context.Plan);
        stream.WriteByte((byte)'\n');
    }

    /// <summary>Reads a plan back.</summary>
    /// <exception cref="JsonException">The text is no plan.</exception>
    public static Plan Read(Stream stream)
        => JsonSerializer.Deserialize(stream, Context.Plan) ?? throw new JsonException("the text is null; supply a plan");
}

[JsonSerializable(typeof(Plan))]
internal sealed partial class PlanJsonContext : JsonSerializerContext;

using System.Text.Json;

namespace Pulumi;

/// <summary>A JSON value that a resource takes.</summary>
public sealed class InputJson : Input<JsonElement>
{
    /// <summary>An undefined JSON value.</summary>
    public InputJson()
        : this(Output.Create(default(JsonElement)))
    {
    }

    private InputJson(Output<JsonElement> output)
        : base(output)
    {
    }

    /// <summary>Parses a JSON text.</summary>
    public static implicit operator InputJson(string json) => Parse(json);

    /// <summary>Takes the root of a JSON document.</summary>
    public static implicit operator InputJson(JsonDocument document) => document.RootElement;

    /// <summary>Takes a JSON value.</summary>
    public static implicit operator InputJson(JsonElement element) => new(Output.Create(element));

    /// <summary>Parses the JSON text that an output will have.</summary>
    public static implicit operator InputJson(Output<string> json) => new(json.Apply(Parse));

    /// <summary>Takes the root of the JSON document that an output will have.</summary>
    public static implicit operator InputJson(Output<JsonDocument> document) => new(document.Apply(value => value.RootElement));

    /// <summary>Takes the JSON value that an output will have.</summary>
    public static implicit operator InputJson(Output<JsonElement> element) => new(element);

    private static JsonElement Parse(string json) => JsonElement.Parse(json);
}

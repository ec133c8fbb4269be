using System.Text.Json;
using System.Text.Json.Nodes;
using K8tre.Stacks.Settings.Reading;
using YamlDotNet.RepresentationModel;

namespace K8tre.Automation.Projects;

/// <summary>A configuration value that <c>Pulumi.yaml</c> declares.</summary>
/// <param name="Key">Full name, <c>namespace:name</c>.</param>
/// <param name="Type">string, integer, boolean, array or object. Null if it is not declared.</param>
/// <param name="Default">Value for stacks that do not set it. Null if each stack has to set it.</param>
/// <param name="IsSecret">True if the value has to be encrypted.</param>
internal sealed record DeclaredValue(string Key, string? Type, JsonNode? Default, bool IsSecret)
{
    private static readonly string[] Types = ["string", "integer", "boolean", "array", "object"];

    /// <summary>Reads a declaration: a map with keys such as <c>type</c> and <c>default</c>, or the default itself.</summary>
    /// <exception cref="CommandException">The type is not a type of Pulumi.</exception>
    public static DeclaredValue Read(YamlFile file, string key, YamlNode node)
    {
        if (node is not YamlMappingNode declaration)
            return new(key, null, YamlText.ToJson(node), IsSecret: false);

        var type = YamlText.Entry(declaration, "type");
        if (type is not null && !Types.Contains(YamlText.Text(type)))
        {
            var name = YamlText.Text(type);
            throw file.Error(
                type, $"'{EchoedText.Value(name)}' is not a type{Spelling.Hint(name, Types)}; allowed are {string.Join(", ", Types)}");
        }

        var value = YamlText.Entry(declaration, "value") ?? YamlText.Entry(declaration, "default");
        return new(
            key,
            type is null ? null : YamlText.Text(type),
            value is null ? null : YamlText.ToJson(value),
            YamlText.Entry(declaration, "secret") is { } secret && YamlText.Text(secret) == "true");
    }

    /// <summary>Returns true if a value has the declared type. Like the Pulumi CLI, it accepts numbers and truth values as text.</summary>
    public bool Accepts(JsonNode? value) => Type switch
    {
        "string" => value is not (JsonObject or JsonArray),
        "integer" => long.TryParse(value?.ToString(), out _),
        "boolean" => value?.ToString() is "true" or "false",
        "array" => value?.GetValueKind() is JsonValueKind.Array,
        "object" => value?.GetValueKind() is JsonValueKind.Object,
        _ => true,
    };
}

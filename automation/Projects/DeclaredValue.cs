using System.Text.Json;
using System.Text.Json.Nodes;
using YamlDotNet.RepresentationModel;

namespace K8tre.Automation.Projects;

/// <summary>A configuration value that <c>Pulumi.yaml</c> declares.</summary>
/// <param name="Key">Full name, <c>namespace:name</c>.</param>
/// <param name="Type">string, integer, boolean, array or object; none when it was not declared.</param>
/// <param name="Default">What a stack gets that does not set it; none when each stack has to.</param>
/// <param name="IsSecret">Whether it has to be encrypted.</param>
internal sealed record DeclaredValue(string Key, string? Type, JsonNode? Default, bool IsSecret)
{
    private static readonly string[] Types = ["string", "integer", "boolean", "array", "object"];

    /// <summary>Reads one entry: a map with <c>type</c>, <c>default</c> and the like, or the default itself.</summary>
    /// <exception cref="CommandException">The type is none of Pulumi's.</exception>
    public static DeclaredValue Read(YamlFile file, string key, YamlNode node)
    {
        if (node is not YamlMappingNode declaration)
            return new(key, null, YamlText.ToJson(node), IsSecret: false);

        var type = YamlText.Entry(declaration, "type");
        if (type is not null && !Types.Contains(YamlText.Text(type)))
        {
            var got = YamlText.Text(type);
            throw file.Wrong(type, $"'{got}' is no type{Spelling.Hint(got, Types)}; allowed are {string.Join(", ", Types)}");
        }

        var value = YamlText.Entry(declaration, "value") ?? YamlText.Entry(declaration, "default");
        return new(
            key,
            type is null ? null : YamlText.Text(type),
            value is null ? null : YamlText.ToJson(value),
            YamlText.Entry(declaration, "secret") is { } secret && YamlText.Text(secret) == "true");
    }

    /// <summary>Whether a value is of the declared type, as the Pulumi CLI judges: numbers and truth values may be texts.</summary>
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

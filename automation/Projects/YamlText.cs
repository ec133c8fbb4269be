using System.Text.Json.Nodes;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace K8tre.Automation.Projects;

/// <summary>Reads YAML as the Pulumi CLI does, and turns it into JSON.</summary>
internal static class YamlText
{
    /// <summary>The documents of a text, aliases and merge keys resolved.</summary>
    /// <exception cref="YamlException">The text is no YAML, or has a key twice.</exception>
    public static IList<YamlDocument> Documents(string text)
    {
        var stream = new YamlStream();
        var parser = new Parser(new StringReader(text));
        try
        {
            stream.Load(new MergingParser(parser));
        }
        catch (InvalidOperationException error) // what the library makes of `[1` without its end
        {
            var place = parser.Current?.End ?? Mark.Empty;
            throw new YamlException(place, place, "a bracket or brace is not closed", error);
        }

        return stream.Documents;
    }

    /// <summary>The value as JSON, the keys of its maps in ordinal order as the CLI writes them.</summary>
    public static JsonNode? ToJson(YamlNode node) => node switch
    {
        YamlMappingNode map => new JsonObject(map.Children
            .Select(entry => KeyValuePair.Create(Text(entry.Key), ToJson(entry.Value)))
            .OrderBy(entry => entry.Key, StringComparer.Ordinal)),
        YamlSequenceNode list => new JsonArray([.. list.Children.Select(ToJson)]),
        YamlScalarNode scalar => YamlScalar.ToJson(scalar),
        _ => null,
    };

    /// <summary>The text of a scalar; empty for anything else.</summary>
    public static string Text(YamlNode node) => (node as YamlScalarNode)?.Value ?? "";

    /// <summary>The entry of a map under a key; null when there is none, or it has no value.</summary>
    public static YamlNode? Entry(YamlMappingNode map, string key)
        => map.Children.TryGetValue(new YamlScalarNode(key), out var node) && !IsNull(node) ? node : null;

    /// <summary>Whether the node says that there is no value.</summary>
    public static bool IsNull(YamlNode node) => node is YamlScalarNode scalar && YamlScalar.ToJson(scalar) is null;
}

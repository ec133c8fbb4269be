using System.Text.Json.Nodes;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace K8tre.Automation.Projects;

/// <summary>Reads YAML like the Pulumi CLI, and converts it to JSON.</summary>
internal static class YamlText
{
    /// <summary>Returns the documents of a text. Aliases and merge keys are resolved.</summary>
    /// <exception cref="YamlException">The text is not YAML, or contains a key twice.</exception>
    public static IList<YamlDocument> Documents(string text)
    {
        var stream = new YamlStream();
        var parser = new Parser(new StringReader(text));
        try
        {
            YamlLimits.Check(text);
            stream.Load(parser);
            foreach (var document in stream.Documents)
                YamlMerge.Apply(document.RootNode);
        }
        catch (InvalidOperationException error) // thrown by the library for an open bracket, such as `[1`
        {
            var place = parser.Current?.End ?? Mark.Empty;
            throw new YamlException(place, place, "a bracket or brace is not closed", error);
        }

        catch (ArgumentException error) // thrown by the library for an entry without a key at the end of a map
        {
            var place = parser.Current?.Start ?? Mark.Empty;
            throw new YamlException(place, place, "an entry is not complete", error);
        }

        return stream.Documents;
    }

    /// <summary>Returns the value as JSON. The keys of maps are in ordinal order, as the CLI writes them.</summary>
    public static JsonNode? ToJson(YamlNode node) => node switch
    {
        // Of two keys that become the same text, such as 1 and 0x1, the last one counts.
        YamlMappingNode map => new JsonObject(map.Children
            .GroupBy(entry => Key(entry.Key), (key, same) => KeyValuePair.Create(key, ToJson(same.Last().Value)))
            .OrderBy(entry => entry.Key, StringComparer.Ordinal)),
        YamlSequenceNode list => new JsonArray([.. list.Children.Select(ToJson)]),
        YamlScalarNode scalar => YamlScalar.ToJson(scalar),
        _ => null,
    };

    /// <summary>Returns the text of a scalar. Empty for other nodes.</summary>
    public static string Text(YamlNode node) => (node as YamlScalarNode)?.Value ?? "";

    /// <summary>Returns the text of a key. The CLI converts a plain number, truth value or date first: <c>0x10</c> is <c>16</c>.</summary>
    public static string Key(YamlNode node) => node is YamlScalarNode scalar ? YamlScalar.ToJson(scalar)?.ToString() ?? "<nil>" : "";

    /// <summary>Returns the entry of a map. Null if the key is absent or has no value.</summary>
    public static YamlNode? Entry(YamlMappingNode map, string key)
        => map.Children.TryGetValue(new YamlScalarNode(key), out var node) && !IsNull(node) ? node : null;

    /// <summary>Returns true if the node is a null value.</summary>
    public static bool IsNull(YamlNode node) => node is YamlScalarNode scalar && YamlScalar.ToJson(scalar) is null;
}

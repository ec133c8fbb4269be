using System.Text.Json;
using System.Text.Json.Nodes;

namespace K8tre.Tests;

/// <summary>
/// The values that a chart knows, each with the type of its default: a list (<c>*.keys.tsv</c>) made from the chart's own values.yaml.
/// Helm takes a misspelt key without a word.
/// </summary>
internal sealed class ChartValues(params string[] factsFiles)
{
    private const string Open = "map (open)";

    private readonly Dictionary<string, string> _types = factsFiles
        .SelectMany(file => File.ReadLines(Path.Combine(Repository.Root, file)))
        .Where(line => !line.StartsWith('#'))
        .Select(line => line.Split('\t'))
        .ToDictionary(parts => parts[0], parts => parts[1]);

    /// <summary>Maps into which any key may go, though some have defaults: the data of ConfigMaps.</summary>
    public IReadOnlyList<string> FreeMaps { get; init; } = [];

    /// <summary>Values that take a second type, which their default does not show.</summary>
    public IReadOnlyDictionary<string, string> AlsoOf { get; init; } = new Dictionary<string, string>();

    /// <summary>What is wrong with the values given, one text each.</summary>
    public IReadOnlyList<string> Problems(JsonNode values) => [.. Problems(values, "")];

    private IEnumerable<string> Problems(JsonNode? value, string path)
    {
        if (_types.TryGetValue(path, out var type))
        {
            var given = TypeOf(value);
            if (type == Open)
                return given == "map" ? [] : [$"{path} is {given}, and the chart has a map there"];
            // A default of null says nothing of the type.
            var isRight = type == "null" || type.StartsWith(given, StringComparison.Ordinal) || AlsoOf.GetValueOrDefault(path) == given;
            return isRight ? [] : [$"{path} is {given}, and the chart's default is {type}"];
        }

        if (value is not JsonObject map || !IsFolder(path))
            return FreeMaps.Any(free => path.StartsWith($"{free}.", StringComparison.Ordinal)) ? [] : [$"{path} is no value of the chart"];
        return map.SelectMany(member => Problems(member.Value, path.Length == 0 ? member.Key : $"{path}.{member.Key}"));
    }

    private bool IsFolder(string path) => path.Length == 0 || _types.Keys.Any(key => key.StartsWith($"{path}.", StringComparison.Ordinal));

    private static string TypeOf(JsonNode? value) => value switch
    {
        JsonObject => "map",
        JsonArray => "list",
        null => "null",
        _ => value.GetValueKind() switch
        {
            JsonValueKind.String => "str",
            JsonValueKind.Number => "int",
            _ => "bool",
        },
    };
}

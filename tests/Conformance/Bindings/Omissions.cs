using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace K8tre.Tests.Conformance.Bindings;

/// <summary>The types that offline/schemas/resources.json leaves out of a package on purpose.</summary>
internal sealed class Omissions(string package)
{
    private readonly IReadOnlyList<Regex> _types = Patterns(package);

    /// <summary>Returns true if a type is one of them, or contains one.</summary>
    public bool Contain(JsonNode type) => type switch
    {
        JsonArray members => members.Any(member => Contain(member!)),
        JsonObject parts => parts["object"] is { } id
            ? _types.Any(pattern => pattern.IsMatch(((string)id!).Split('#')[0]))
            : parts.Any(part => part.Key is "array" or "map" or "union" && Contain(part.Value!)),
        _ => false,
    };

    private static IReadOnlyList<Regex> Patterns(string package)
    {
        var selection = JsonNode.Parse(File.ReadAllText(Path.Combine(Repository.Root, "offline/schemas/resources.json")))!;
        var omitted = selection["packages"]![package]!["omit"]?.AsArray() ?? [];
        return [.. omitted.Select(row => new Regex($"^({row!["types"]})$"))];
    }
}

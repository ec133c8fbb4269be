using System.Text.Json.Nodes;

namespace K8tre.Automation.Needs;

/// <summary>Changes that Argo CD's plugin makes to K8TRE's manifests of an environment: replaced words, and patches of objects.</summary>
internal static class OverlayChanges
{
    /// <summary>Returns a word of the manifests as the plugin writes it.</summary>
    public static string Replaced(PlannedEnvironment environment, string word)
    {
        var lines = environment.ArgoCdFile("cmp-replacements", environment.Name)?.Split('\n') ?? [];
        return lines.Select(line => line.Split('\t')).FirstOrDefault(pair => pair.Length == 2 && pair[0] == word)?[1] ?? word;
    }

    /// <summary>Returns true if no machine connects to a host, because the images of its registry come from a mirror.</summary>
    public static bool IsMirrored(PlannedEnvironment environment, HostFact host)
    {
        var lines = environment.ArgoCdFile("cmp-mirrors", environment.Name)?.Split('\n') ?? [];
        var mirror = lines.Select(line => line.Split('\t')).FirstOrDefault(columns => columns[0] == host.Registry);
        // ECR, whose lines have a third column, sends nodes to the registry's own storage for new layers.
        return mirror is { Length: 2 } || (mirror is not null && !host.IsForLayers);
    }

    /// <summary>Returns the patch of an object. Null: it has none.</summary>
    /// <param name="environment">The environment.</param>
    /// <param name="name">Name of the object.</param>
    public static JsonNode? PatchOf(PlannedEnvironment environment, string name) => PatchesOf(environment, name).FirstOrDefault();

    /// <summary>Returns the patches of objects with a name, in their order.</summary>
    public static IEnumerable<JsonNode> PatchesOf(PlannedEnvironment environment, string name)
    {
        if (environment.ArgoCdFile("cmp-patches", environment.Name) is not ['{', ..] text)
            return [];
        return (JsonNode.Parse(text)!["patches"] as JsonArray ?? [])
            .Select(patch => (string?)patch?["patch"])
            .Select(patch => patch is null ? null : JsonNode.Parse(patch))
            .OfType<JsonNode>()
            .Where(patch => (string?)patch["metadata"]?["name"] == name);
    }
}

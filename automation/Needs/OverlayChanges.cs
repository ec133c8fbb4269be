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

    /// <summary>Returns the patch of an object. Null: it has none.</summary>
    /// <param name="environment">The environment.</param>
    /// <param name="name">Name of the object.</param>
    public static JsonNode? PatchOf(PlannedEnvironment environment, string name)
    {
        if (environment.ArgoCdFile("cmp-patches", environment.Name) is not ['{', ..] text)
            return null;
        return (JsonNode.Parse(text)!["patches"] as JsonArray ?? [])
            .Select(patch => (string?)patch?["patch"])
            .Select(patch => patch is null ? null : JsonNode.Parse(patch))
            .FirstOrDefault(patch => (string?)patch?["metadata"]?["name"] == name);
    }
}

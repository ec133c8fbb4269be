using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.RegularExpressions;
using K8tre.Components.Clusters;

namespace K8tre.Components.GitOps.ArgoCd.Plugin;

/// <summary>Files of the plugin that patch K8TRE's manifests.</summary>
internal static class OverlayPatches
{
    // The files are not part of a web page.
    private static readonly JsonSerializerOptions Json = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>
    /// Returns two files for each environment: a kustomization, and the lines <c>name: &lt;name&gt;</c> of the patched objects. The script
    /// renders manifests without such a line only once.
    /// </summary>
    public static Dictionary<string, Output<string>> Files(IReadOnlyCollection<OverlayPatch> patches) => patches
        .GroupBy(patch => patch.Environment)
        .SelectMany(environment => new[]
        {
            (Name: environment.Key.Label(), Text: Kustomization([.. environment])),
            (Name: $"{environment.Key.Label()}.targets", Text: Targets([.. environment])),
        })
        .ToDictionary(file => file.Name, file => Output.Create(file.Text));

    private static string Targets(IReadOnlyList<OverlayPatch> patches) =>
        string.Concat(patches.Select(patch => $"name: {patch.Name}\n").Distinct());

    // JSON is YAML too, and needs no rules for quotes.
    private static string Kustomization(IReadOnlyList<OverlayPatch> patches) => JsonSerializer.Serialize(
        new
        {
            apiVersion = "kustomize.config.k8s.io/v1beta1",
            kind = "Kustomization",
            resources = new[] { "manifests.yaml" },
            patches = patches.Select(patch => new { target = Target(patch), patch = Merge(patch) }),
        },
        Json) + "\n";

    // Kustomize reads a name as a regular expression that it anchors. A target that matches no object is no error.
    private static object Target(OverlayPatch patch) => new
    {
        group = patch.ApiVersion.Contains('/', StringComparison.Ordinal) ? patch.ApiVersion.Split('/')[0] : "",
        kind = patch.Kind,
        name = Regex.Escape(patch.Name),
    };

    private static string Merge(OverlayPatch patch)
    {
        var metadata = new Dictionary<string, object> { ["name"] = patch.Name };
        if (patch.Annotations.Count > 0)
            metadata.Add("annotations", patch.Annotations);
        var merge = new Dictionary<string, object?> { ["apiVersion"] = patch.ApiVersion, ["kind"] = patch.Kind, ["metadata"] = metadata };
        if (patch.Spec.Count > 0)
            merge.Add("spec", patch.Spec);
        foreach (var (field, value) in patch.Fields)
            merge.Add(field, value);
        return JsonSerializer.Serialize(merge, Json);
    }
}

using System.Text.Json;
using System.Text.Json.Serialization;
using K8tre.Components.GitOps.Registration;

namespace K8tre.Components.GitOps.ArgoCd;

/// <summary>Kustomize patches of the root application for K8TRE's ApplicationSets.</summary>
internal static class ApplicationSetPatches
{
    // For a cluster with the annotation, the Application patches the store's provider in K8TRE's overlay and does not use the plugin: an
    // Application has either a plugin or patches. The template always renders a patch, because an empty one would be an error.
    // https://argo-cd.readthedocs.io/en/stable/operator-manual/applicationset/Template/#template-patch
    private static readonly string SecretStoreProvider = $$$$$$"""
        {"spec":{"source":{"path":"{{.path.path}}"
        {{with index (dig "annotations" (dict) .metadata) "{{{{{{ClusterAnnotations.SecretStoreProvider}}}}}}"}}
        ,"plugin":null,"kustomize":{"patches":[{"target":{"kind":"ClusterSecretStore","name":"secret-store"},"patch":
        {{printf "[{\"op\":\"replace\",\"path\":\"/spec/provider\",\"value\":%s}]" . | toJson}}
        }]}{{end}}}}}
        """.ReplaceLineEndings("");

    private static readonly JsonSerializerOptions Readable = new()
    {
        WriteIndented = true,
        NewLine = "\n",
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <summary>Returns the patches.</summary>
    /// <param name="repoUrl">URL of the operator's repository, which all ApplicationSets use.</param>
    /// <param name="targetRevision">Branch, tag or commit of the repository.</param>
    public static InputMap<object>[] For(string repoUrl, string targetRevision) =>
    [
        Patch(
            applicationSet: null,
            new Operation("replace", "/spec/generators/0/matrix/generators/0/git/repoURL", repoUrl),
            new Operation("replace", "/spec/generators/0/matrix/generators/0/git/revision", targetRevision),
            new Operation("replace", "/spec/template/spec/source/repoURL", repoUrl),
            new Operation("replace", "/spec/template/spec/source/targetRevision", targetRevision)),

        // Upstream's ApplicationSet no longer passes the range (k8tre/k8tre#190), so MetalLB's pool would be empty.
        Patch(
            applicationSet: "loadbalancer",
            new Operation("add", "/spec/template/spec/source/plugin/env/-", new
            {
                name = "METALLB_IP_RANGE",
                value = $$$"""{{index .metadata.labels "{{{ClusterLabels.MetalLbIpRange}}}"}}""",
            })),

        // Upstream's stores have no prefix to separate the environments in one AWS account, and do not support Azure Key Vault.
        Patch(applicationSet: "secret-store", new Operation("add", "/spec/templatePatch", SecretStoreProvider)),
    ];

    private static InputMap<object> Patch(string? applicationSet, params Operation[] operations)
    {
        var target = new InputMap<object> { ["kind"] = "ApplicationSet" };
        if (applicationSet is not null)
            target.Add("name", applicationSet);
        return new() { ["target"] = target, ["patch"] = JsonSerializer.Serialize(operations, Readable) };
    }

    /// <summary>Operation of a JSON patch (RFC 6902).</summary>
    private sealed record Operation(
        [property: JsonPropertyName("op")] string Op,
        [property: JsonPropertyName("path")] string Path,
        [property: JsonPropertyName("value")] object Value);
}

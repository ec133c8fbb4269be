using System.Text.Json;
using System.Text.Json.Serialization;
using K8tre.Components.GitOps.Registration;

namespace K8tre.Components.GitOps.ArgoCd;

/// <summary>The kustomize patches by which the root application adapts K8TRE's ApplicationSets.</summary>
internal static class ApplicationSetPatches
{
    // Only of a cluster that says so: the store that K8TRE's overlay makes then gets another provider. An Application has a plugin or patches.
    // Always a patch, so that what is rendered is never empty. https://argo-cd.readthedocs.io/en/stable/operator-manual/applicationset/Template/#template-patch
    private const string SecretStoreProvider = $$$$$$"""
        {"spec":{"source":{"path":"{{.path.path}}"{{with index (dig "annotations" (dict) .metadata) "{{{{{{ClusterAnnotations.SecretStoreProvider}}}}}}"}},"plugin":null,"kustomize":{"patches":[{"target":{"kind":"ClusterSecretStore","name":"secret-store"},"patch":{{printf "[{\"op\":\"replace\",\"path\":\"/spec/provider\",\"value\":%s}]" . | toJson}}}]}{{end}}}}}
        """;

    /// <summary>
    /// Every ApplicationSet reads the operator's repository; the one for the load balancer gets the address range it lost; the one for the
    /// secret store takes a cluster's own provider.
    /// </summary>
    public static InputMap<object>[] For(string repoUrl, string targetRevision) =>
    [
        Patch(
            applicationSet: null,
            new Operation("replace", "/spec/generators/0/matrix/generators/0/git/repoURL", repoUrl),
            new Operation("replace", "/spec/generators/0/matrix/generators/0/git/revision", targetRevision),
            new Operation("replace", "/spec/template/spec/source/repoURL", repoUrl),
            new Operation("replace", "/spec/template/spec/source/targetRevision", targetRevision)),

        // Upstream's ApplicationSet no longer passes the range (k8tre/k8tre#190): MetalLB's pool would render empty.
        Patch(
            applicationSet: "loadbalancer",
            new Operation("add", "/spec/template/spec/source/plugin/env/-", new
            {
                name = "METALLB_IP_RANGE",
                value = $$$"""{{index .metadata.labels "{{{ClusterLabels.MetalLbIpRange}}}"}}""",
            })),

        // Upstream's stores hold no prefix, so that two environments in one account would share their secrets, and know no vault of Azure.
        Patch(applicationSet: "secret-store", new Operation("add", "/spec/templatePatch", SecretStoreProvider)),
    ];

    private static InputMap<object> Patch(string? applicationSet, params Operation[] operations)
    {
        var target = new InputMap<object> { ["kind"] = "ApplicationSet" };
        if (applicationSet is not null)
            target.Add("name", applicationSet);
        return new() { ["target"] = target, ["patch"] = JsonSerializer.Serialize(operations, Readable) };
    }

    private static readonly JsonSerializerOptions Readable = new()
    {
        WriteIndented = true,
        NewLine = "\n",
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <summary>An operation of a JSON patch (RFC 6902).</summary>
    private sealed record Operation(
        [property: JsonPropertyName("op")] string Op,
        [property: JsonPropertyName("path")] string Path,
        [property: JsonPropertyName("value")] object Value);
}

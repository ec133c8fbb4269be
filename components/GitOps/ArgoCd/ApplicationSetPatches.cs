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

    /// <summary>Retries of a failed sync, without an end. Argo CD's default gives up after five retries within three minutes.</summary>
    /// <remarks>https://argo-cd.readthedocs.io/en/stable/user-guide/auto_sync/#automatic-retry-with-a-limit</remarks>
    internal static readonly SyncRetry Retry = new(Limit: -1, new(Duration: "10s", Factor: 2, MaxDuration: "5m"));

    // https://github.com/jupyterhub/zero-to-jupyterhub-k8s/blob/4.2.0/jupyterhub/templates/hub/secret.yaml
    private static readonly object[] JupyterHubDifferences =
    [
        Difference("", "Secret", "hub", [
            "/data/hub.config.ConfigurableHTTPProxy.auth_token",
            "/data/hub.config.CryptKeeper.keys",
            "/data/hub.config.JupyterHub.cookie_secret",
        ]),
        Difference("apps", "Deployment", "hub", ["/spec/template/metadata/annotations/checksum~1secret"]),
        Difference("apps", "Deployment", "proxy", ["/spec/template/metadata/annotations/checksum~1auth-token"]),
    ];

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
            new Operation("replace", "/spec/template/spec/source/targetRevision", targetRevision),
            // An Application that is no longer generated, because its cluster's Secret is gone, leaves its resources and volumes in place.
            new Operation("add", "/spec/syncPolicy", new { preserveResourcesOnDeletion = true }),
            new Operation("add", "/spec/template/spec/syncPolicy/retry", Retry),
            // Upstream ignores differences in an Application's syncPolicy: the retries would not reach Applications that exist already.
            new Operation("remove", "/spec/ignoreApplicationDifferences", null)),

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

        // JupyterHub's chart generates these values at each rendering. Each restart of Argo CD's Redis would roll the hub and sign out its
        // users. A change of the Secret's other values needs a restart of the hub.
        Patch(
            applicationSet: "jupyterhub",
            new Operation("add", "/spec/template/spec/ignoreDifferences", JupyterHubDifferences),
            new Operation("add", "/spec/template/spec/syncPolicy/syncOptions/-", "RespectIgnoreDifferences=true")),

        Patch(
            applicationSet: "loadbalancer",
            new Operation("add", "/spec/template/spec/ignoreDifferences", WebhookDifferences.All),
            new Operation("add", "/spec/template/spec/syncPolicy/syncOptions/-", "RespectIgnoreDifferences=true")),
    ];

    /// <summary>
    /// Returns the patches of the ApplicationSets with images that do not pass their environment to the plugin, or do not use it.
    /// </summary>
    public static IEnumerable<InputMap<object>> ForMirrors()
    {
        const string environment = "{{index .metadata.labels \"environment\"}}";
        var variable = new { name = "ENVIRONMENT", value = environment };
        yield return Patch(
            applicationSet: "cnpg",
            new Operation(
                "add", "/spec/template/spec/source/plugin", new { name = "kustomize-with-envsubst-v1.0", env = new[] { variable } }));
        foreach (var set in new[] { "cluster-autoscaler", "loadbalancer" })
            yield return Patch(set, new Operation("add", "/spec/template/spec/source/plugin/env/-", variable));
    }

    private static object Difference(string group, string kind, string name, string[] jsonPointers) =>
        new { group, kind, name, jsonPointers };

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
        [property: JsonPropertyName("value"), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] object? Value);

    /// <summary>Retries of a failed sync.</summary>
    /// <param name="Limit">Number of retries. -1: no limit.</param>
    /// <param name="Backoff">Time between retries.</param>
    internal sealed record SyncRetry(
        [property: JsonPropertyName("limit")] int Limit, [property: JsonPropertyName("backoff")] SyncBackoff Backoff)
    {
        /// <summary>Returns the retries as a value of a Kubernetes object.</summary>
        public InputMap<object> ToValue() => new()
        {
            ["limit"] = Limit,
            ["backoff"] = new InputMap<object>
            {
                ["duration"] = Backoff.Duration,
                ["factor"] = Backoff.Factor,
                ["maxDuration"] = Backoff.MaxDuration,
            },
        };
    }

    /// <summary>Time between retries, such as <c>10s</c>.</summary>
    /// <param name="Duration">Time before the first retry.</param>
    /// <param name="Factor">Factor of each further time.</param>
    /// <param name="MaxDuration">Longest time.</param>
    internal sealed record SyncBackoff(
        [property: JsonPropertyName("duration")] string Duration,
        [property: JsonPropertyName("factor")] int Factor,
        [property: JsonPropertyName("maxDuration")] string MaxDuration);
}

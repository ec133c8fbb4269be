namespace K8tre.Components.GitOps;

/// <summary>
/// The labels of an Argo CD cluster Secret that K8TRE's ApplicationSets read (https://github.com/k8tre/k8tre/tree/main/appsets,
/// read at commit d9ff2e1). They are the whole contract between the infrastructure and Git: what is not said here, Git can't know.
/// </summary>
public static class ClusterLabels
{
    /// <summary>Selected on by every ApplicationSet: <c>dev</c>, <c>stg</c> or <c>prd</c>.</summary>
    public const string Environment = "environment";

    /// <summary>Selects the overlays for <c>azure</c>, <c>aws</c> or <c>k3s</c>.</summary>
    public const string Vendor = "vendor";

    /// <summary>Selects the ClusterSecretStore: <c>kubernetes</c> or <c>aws</c>.</summary>
    public const string SecretStore = "secret-store";

    /// <summary>Selects the external-dns provider: <c>azure</c>, <c>aws</c> or <c>k3s</c>.</summary>
    public const string ExternalDns = "external-dns";

    /// <summary>Becomes <c>${DOMAIN}</c>. A label value holds at most 63 characters, shorter than DNS allows.</summary>
    public const string ExternalDomain = "external-domain";

    /// <summary>Becomes <c>${REGION}</c>. Templates fail where it is missing, on every vendor.</summary>
    public const string Region = "region";

    /// <summary>Becomes <c>${CLUSTER_NAME}</c>. Templates fail where it is missing, on every vendor.</summary>
    public const string ClusterName = "cluster-name";

    /// <summary>Becomes <c>${METALLB_IP_RANGE}</c>, through <see cref="RootApplication"/>'s repair: <c>first-last</c>, since a label holds no slash.</summary>
    public const string MetalLbIpRange = "metallb-ip-range";

    /// <summary>The applications that can be left out, each by a label <c>skip-{name}</c> of <c>true</c>.</summary>
    public static IReadOnlyList<string> Skippable { get; } =
        ["cert-manager", "cr8tor", "external-secrets", "gateway", "kare-dns", "nginx"];

    /// <summary>The label that leaves <paramref name="application"/> out.</summary>
    public static string Skip(string application) => $"skip-{application}";
}

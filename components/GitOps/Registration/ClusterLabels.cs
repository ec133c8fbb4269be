using System.Text.RegularExpressions;
using K8tre.Components.GitOps.ArgoCd;

namespace K8tre.Components.GitOps.Registration;

/// <summary>
/// The labels of an Argo CD cluster Secret that K8TRE's ApplicationSets read (https://github.com/k8tre/k8tre/tree/d9ff2e1/appsets).
/// They are the whole contract between the infrastructure and Git: what is not said here, Git can't know. A label that no ApplicationSet
/// reads (<c>storage-class</c>, <c>skip-cilium</c>, <c>skip-metallb</c>) is not written.
/// </summary>
public static partial class ClusterLabels
{
    /// <summary>Characters that a label's value holds at most.</summary>
    public const int MaximumLength = 63;

    /// <summary>Selected on by every ApplicationSet: <c>dev</c>, <c>stg</c> or <c>prd</c>. Source: the environment's name.</summary>
    public const string Environment = "environment";

    /// <summary>Selects the overlays for <c>azure</c>, <c>aws</c> or <c>k3s</c>. Source: the platform's vendor.</summary>
    public const string Vendor = "vendor";

    /// <summary>Selects the ClusterSecretStore: <c>kubernetes</c> or <c>aws</c>. Source: where the source secrets were written.</summary>
    public const string SecretStore = "secret-store";

    /// <summary>Selects the external-dns provider: <c>azure</c>, <c>aws</c> or <c>k3s</c>. Source: the platform's vendor.</summary>
    public const string ExternalDns = "external-dns";

    /// <summary>Becomes <c>${DOMAIN}</c>. Source: the settings. A label holds less than DNS allows.</summary>
    public const string ExternalDomain = "external-domain";

    /// <summary>Becomes <c>${REGION}</c>. Templates fail where it is missing, on every vendor. Source: the vendor's region, or the site's name.</summary>
    public const string Region = "region";

    /// <summary>Becomes <c>${CLUSTER_NAME}</c>. Templates fail where it is missing, on every vendor. Source: the cluster's own name.</summary>
    public const string ClusterName = "cluster-name";

    /// <summary>
    /// Becomes <c>${METALLB_IP_RANGE}</c>, through <see cref="RootApplication"/>'s repair: <c>first-last</c>, since a label holds no slash.
    /// Source: the settings of a K3s cluster; other vendors bring their own load balancer and have none.
    /// </summary>
    public const string MetalLbIpRange = "metallb-ip-range";

    /// <summary>The applications that can be left out, each by a label <c>skip-{name}</c> of <c>true</c>. Source: the settings.</summary>
    public static IReadOnlyList<string> Skippable { get; } =
        ["cert-manager", "cr8tor", "external-secrets", "gateway", "kare-dns", "nginx"];

    /// <summary>The label that leaves <paramref name="application"/> out.</summary>
    public static string Skip(string application) => $"skip-{application}";

    /// <summary>The value itself, when a label can hold it.</summary>
    /// <exception cref="ArgumentException">It is empty, longer than 63 characters, or has a character that no label holds.</exception>
    public static string Value(string label, string value) => Form().IsMatch(value)
        ? value
        : throw new ArgumentException(
            $"{label} is \"{value}\"; write 1 to {MaximumLength} letters, digits, dashes, dots and underscores, starting and ending with a letter or digit",
            nameof(value));

    // https://kubernetes.io/docs/concepts/overview/working-with-objects/labels/#syntax-and-character-set
    [GeneratedRegex(@"\A[A-Za-z0-9]([A-Za-z0-9._-]{0,61}[A-Za-z0-9])?\z")]
    private static partial Regex Form();
}

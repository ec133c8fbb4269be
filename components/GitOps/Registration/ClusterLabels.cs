using System.Text.RegularExpressions;

namespace K8tre.Components.GitOps.Registration;

/// <summary>
/// Labels of an Argo CD cluster Secret that K8TRE's ApplicationSets read (https://github.com/k8tre/k8tre/tree/d9ff2e1/appsets).
/// They are the only data that the infrastructure passes to Git. Labels that no ApplicationSet reads (<c>storage-class</c>,
/// <c>skip-cilium</c>, <c>skip-metallb</c>) are not written.
/// </summary>
public static partial class ClusterLabels
{
    /// <summary>Maximum length of a label's value in characters.</summary>
    public const int MaximumLength = 63;

    /// <summary>Selects the environment in all ApplicationSets: <c>dev</c>, <c>stg</c> or <c>prd</c>. Source: the environment.</summary>
    public const string Environment = "environment";

    /// <summary>Selects the overlays of <c>azure</c>, <c>aws</c> or <c>k3s</c>. Source: the platform's vendor.</summary>
    public const string Vendor = "vendor";

    /// <summary>Selects the ClusterSecretStore: <c>kubernetes</c> or <c>aws</c>. Source: the store of the source secrets.</summary>
    public const string SecretStore = "secret-store";

    /// <summary>Selects the external-dns provider: <c>azure</c>, <c>aws</c> or <c>k3s</c>. Source: the platform's vendor.</summary>
    public const string ExternalDns = "external-dns";

    /// <summary>Replaces <c>${DOMAIN}</c>. Source: the settings. Labels are shorter than DNS names can be.</summary>
    public const string ExternalDomain = "external-domain";

    /// <summary>Replaces <c>${REGION}</c>. Templates of every vendor need it. Source: the vendor's region, or the site's name.</summary>
    public const string Region = "region";

    /// <summary>Replaces <c>${CLUSTER_NAME}</c>. Templates of every vendor need it. Source: the cluster's name.</summary>
    public const string ClusterName = "cluster-name";

    /// <summary>
    /// Replaces <c>${METALLB_IP_RANGE}</c> by a patch of the root application. Form: <c>first-last</c>, because a label cannot contain a
    /// slash. Source: the settings of a K3s cluster. Other vendors have their own load balancers.
    /// </summary>
    public const string MetalLbIpRange = "metallb-ip-range";

    /// <summary>Applications that a label <c>skip-{name}</c> with the value <c>true</c> excludes. Source: the settings.</summary>
    public static IReadOnlyList<string> Skippable { get; } =
        ["cert-manager", "cr8tor", "external-secrets", "gateway", "kare-dns", "nginx"];

    /// <summary>Returns the label that excludes an application.</summary>
    public static string Skip(string application) => $"skip-{application}";

    /// <summary>Returns the value if it is a valid value of a label.</summary>
    /// <exception cref="ArgumentException">The value is empty, too long, or contains a character that labels do not allow.</exception>
    public static string Value(string label, string value) => Form().IsMatch(value)
        ? value
        : throw new ArgumentException(
            $"{label} is \"{value}\"; write 1 to {MaximumLength} letters, digits, dashes, dots and underscores, "
            + "starting and ending with a letter or digit",
            nameof(value));

    // https://kubernetes.io/docs/concepts/overview/working-with-objects/labels/#syntax-and-character-set
    [GeneratedRegex(@"\A[A-Za-z0-9]([A-Za-z0-9._-]{0,61}[A-Za-z0-9])?\z")]
    private static partial Regex Form();
}

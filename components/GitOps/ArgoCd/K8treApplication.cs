using K8tre.Components.GitOps.Registration;

namespace K8tre.Components.GitOps.ArgoCd;

/// <summary>One of K8TRE's ApplicationSets, as far as a cluster's labels decide what it makes.</summary>
/// <param name="Component">Folder of its overlays, with which the Application's name starts.</param>
/// <param name="SelectedBy">Label that selects the overlay besides <see cref="ClusterLabels.Environment"/>. Default: none does.</param>
/// <param name="Overlays">Values of that label for which there is an overlay.</param>
internal sealed record K8treApplication(string Component, string? SelectedBy = null, params string[] Overlays)
{
    /// <summary>Environments it has overlays for. Default: all.</summary>
    public IReadOnlyList<string> Environments { get; init; } = ["dev", "stg", "prd"];

    /// <summary>Its name where it is not <c>{component}-{cluster}</c>, but <c>{prefix}-{vendor}-{environment}</c>. Default: the former.</summary>
    public string? PrefixOfVendor { get; init; }

    /// <summary>
    /// All 21, as https://github.com/k8tre/k8tre/tree/d9ff2e1/appsets generates them. A test holds the table against the generators'
    /// own paths, selectors and templates; another revision of K8TRE may bring more.
    /// </summary>
    public static IReadOnlyList<K8treApplication> All { get; } =
    [
        new("ad"),
        new("backend"),
        new("cert-manager", ClusterLabels.Vendor, "aws", "azure", "k3s"),
        new("cluster-autoscaler", ClusterLabels.Vendor, "aws"),
        new("cnpg"),
        new("cr8tor"),
        new("default-network-policy", ClusterLabels.Vendor, "aws"),
        new("external-secrets"),
        new("externaldns", ClusterLabels.ExternalDns, "aws", "azure", "k3s"),
        new("gateway", ClusterLabels.Vendor, "aws", "azure", "k3s"),
        new("gitea"),
        new("guacamole"),
        new("jupyterhub"),
        new("kare-dns", ClusterLabels.Vendor, "k3s"),
        new("keycloak"),
        new("loadbalancer", ClusterLabels.Vendor, "aws", "k3s"),
        new("nginx", ClusterLabels.Vendor, "azure", "k3s"),
        new("object-storage", ClusterLabels.Vendor, "azure", "k3s") { PrefixOfVendor = "object-storage" },
        new("observability-metrics") { Environments = ["prd"] },
        new("secret-store", ClusterLabels.SecretStore, "aws", "kubernetes"),
        new("storage-class", ClusterLabels.Vendor, "azure", "k3s") { PrefixOfVendor = "storage" },
    ];

    /// <summary>Names of the Applications that a cluster gets, sorted.</summary>
    /// <param name="cluster">Name under which Argo CD knows the cluster.</param>
    /// <param name="labels">Labels of its Secret.</param>
    public static IReadOnlyList<string> NamesOn(string cluster, IReadOnlyDictionary<string, string> labels) =>
        [.. All.Where(application => application.Matches(labels)).Select(application => application.NameOn(cluster, labels)).Order(StringComparer.Ordinal)];

    private bool Matches(IReadOnlyDictionary<string, string> labels) =>
        Environments.Contains(labels.GetValueOrDefault(ClusterLabels.Environment))
        && (SelectedBy is null || Overlays.Contains(labels.GetValueOrDefault(SelectedBy)))
        && !(ClusterLabels.Skippable.Contains(Component) && labels.GetValueOrDefault(ClusterLabels.Skip(Component)) == "true");

    private string NameOn(string cluster, IReadOnlyDictionary<string, string> labels) => PrefixOfVendor is null
        ? $"{Component}-{cluster}"
        : $"{PrefixOfVendor}-{labels[ClusterLabels.Vendor]}-{labels[ClusterLabels.Environment]}";
}

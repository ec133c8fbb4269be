namespace K8tre.Components.GitOps.Registration;

/// <summary>ApplicationSet of K8TRE, with the conditions under which it generates an Application for a cluster.</summary>
/// <param name="Component">Folder of the overlays. The Application's name begins with it.</param>
/// <param name="SelectedBy">Label that selects the overlay besides <see cref="ClusterLabels.Environment"/>. Default: none.</param>
/// <param name="Overlays">Values of that label that have an overlay.</param>
internal sealed record K8treApplication(string Component, string? SelectedBy = null, params string[] Overlays)
{
    /// <summary>Environments that have an overlay. Default: all.</summary>
    public IReadOnlyList<string> Environments { get; init; } = ["dev", "stg", "prd"];

    /// <summary>
    /// Prefix of an Application with the name <c>{prefix}-{vendor}-{environment}</c>. Default: none; the name is
    /// <c>{component}-{cluster}</c>.
    /// </summary>
    public string? PrefixOfVendor { get; init; }

    /// <summary>All 21 ApplicationSets. A test compares them with the generators' own paths, selectors and templates.</summary>
    /// <remarks>https://github.com/k8tre/k8tre/tree/d9ff2e1/appsets. Another revision of K8TRE may have others.</remarks>
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

    /// <summary>Returns the names of a cluster's Applications, sorted.</summary>
    /// <param name="cluster">Name of the cluster in Argo CD.</param>
    /// <param name="labels">Labels of the cluster Secret.</param>
    public static IReadOnlyList<string> NamesOn(string cluster, IReadOnlyDictionary<string, string> labels) =>
    [
        .. All.Where(application => application.Matches(labels))
            .Select(application => application.NameOn(cluster, labels))
            .Order(StringComparer.Ordinal),
    ];

    private bool Matches(IReadOnlyDictionary<string, string> labels) =>
        Environments.Contains(labels.GetValueOrDefault(ClusterLabels.Environment))
        && (SelectedBy is null || Overlays.Contains(labels.GetValueOrDefault(SelectedBy)))
        && !(ClusterLabels.Skippable.Contains(Component) && labels.GetValueOrDefault(ClusterLabels.Skip(Component)) == "true");

    private string NameOn(string cluster, IReadOnlyDictionary<string, string> labels) => PrefixOfVendor is null
        ? $"{Component}-{cluster}"
        : $"{PrefixOfVendor}-{labels[ClusterLabels.Vendor]}-{labels[ClusterLabels.Environment]}";
}

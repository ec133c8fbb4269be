using K8tre.Components.Clusters;

namespace K8tre.Components.GitOps.ArgoCd.Plugin;

/// <summary>Changes to K8TRE's manifests that every vendor needs.</summary>
/// <remarks>https://github.com/k8tre/k8tre/tree/d9ff2e1</remarks>
public static class K8treOverlays
{
    private static readonly TreEnvironment[] Environments = Enum.GetValues<TreEnvironment>();

    /// <summary>
    /// Gets the patches: databases of one instance have no disruption budget, which would refuse every drain. JupyterHub's job has no
    /// field that Kubernetes does not know, which would fail every sync. The default storage class is that of block storage, as on AWS:
    /// Gitea's claim names no class. Longhorn's chart has no job that removes Longhorn and all volumes before its Application is deleted.
    /// </summary>
    public static IReadOnlyList<OverlayPatch> Patches { get; } =
    [
        WithoutBudget("gitea-postgres-cluster"),
        WithoutBudget("keycloak-postgres-cluster"),
        .. Environments.Select(environment => new OverlayPatch
        {
            Environment = environment,
            ApiVersion = "batch/v1",
            Kind = "Job",
            Name = "patch-hub-rolebinding",
            Spec = new Dictionary<string, object?> { ["restartPolicy"] = null },
        }),
        .. Environments.SelectMany(environment => new[]
        {
            StorageClass(environment, "rwo-default", isDefault: true),
            StorageClass(environment, "rwx-default", isDefault: false),
        }),
        // Argo CD runs a chart's hook pre-delete when it deletes the Application, also one whose resources stay. Until the hook has
        // succeeded, a finalizer keeps the Application: without Argo CD, for ever.
        // https://github.com/longhorn/longhorn/blob/v1.7.2/chart/templates/uninstall-job.yaml
        .. Environments.Select(environment => new OverlayPatch
        {
            Environment = environment,
            ApiVersion = "batch/v1",
            Kind = "Job",
            Name = "longhorn-uninstall",
            Fields = new Dictionary<string, object?> { ["$patch"] = "delete" },
        }),
    ];

    /// <summary>
    /// Gets the replacements: the overlay of production asks for storage classes that no Application provides, and for a tag of the image
    /// of cr8tor's operator that its build does not publish.
    /// </summary>
    public static IReadOnlyList<OverlayReplacement> Replacements { get; } =
    [
        new(TreEnvironment.Prd, "cr8tor-lsc-prod", "rwx-default"),
        new(TreEnvironment.Prd, "cr8tor-lsc-staging", "rwx-default"),
        // The tag of K8TRE's other environments, and the version of the chart.
        new(TreEnvironment.Prd, "v0.0.1", "0.1.0-beta.2"),
    ];

    private static OverlayPatch StorageClass(TreEnvironment environment, string name, bool isDefault) => new()
    {
        Environment = environment,
        ApiVersion = "storage.k8s.io/v1",
        Kind = "StorageClass",
        Name = name,
        Annotations = new Dictionary<string, string>
        {
            ["storageclass.kubernetes.io/is-default-class"] = isDefault ? "true" : "false",
        },
    };

    // The overlays of dev and stg contain the same value.
    private static OverlayPatch WithoutBudget(string cluster) => new()
    {
        Environment = TreEnvironment.Prd,
        ApiVersion = "postgresql.cnpg.io/v1",
        Kind = "Cluster",
        Name = cluster,
        Spec = new Dictionary<string, object?> { ["enablePDB"] = false },
    };
}

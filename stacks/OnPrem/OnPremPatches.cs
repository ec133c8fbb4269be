using K8tre.Components.Clusters;
using K8tre.Components.GitOps.ArgoCd.Plugin;
using K8tre.Components.OnPrem;

namespace K8tre.Stacks.OnPrem;

/// <summary>
/// Patches of K8TRE's manifests for K3s. Upstream's values of Longhorn keep one replica and delete volumes with their claims, and its jobs
/// guess the DNS resolver.
/// </summary>
/// <remarks>https://github.com/k8tre/k8tre/tree/d9ff2e1/agnostics/storage-class/k3s</remarks>
internal static class OnPremPatches
{
    // Argo CD creates an existing class anew: the API server refuses other parameters. Volumes keep the ones that they were created with.
    private static readonly Dictionary<string, string> Recreated = new()
    {
        ["argocd.argoproj.io/sync-options"] = "Force=true,Replace=true",
    };

    /// <summary>Returns the patches for a cluster.</summary>
    /// <param name="environment">Environment of the cluster.</param>
    /// <param name="volumes">Volumes of the cluster.</param>
    /// <param name="backups">Backups of the volumes. Null: none.</param>
    /// <param name="resolver">Address of the DNS resolver. Null: the jobs guess it.</param>
    public static IReadOnlyList<OverlayPatch> For(
        TreEnvironment environment, LonghornVolumes volumes, VolumeBackups? backups, string? resolver) =>
    [
        Class(environment, "rwo-default", volumes),
        Class(environment, "rwx-default", volumes),
        Text(environment, "longhorn-storageclass", "storageclass.yaml", LonghornClass(volumes)),
        Text(environment, "longhorn-default-setting", "default-setting.yaml", Settings(volumes, backups)),
        .. resolver is null ? [] : Resolver(environment, resolver),
    ];

    private static OverlayPatch Class(TreEnvironment environment, string name, LonghornVolumes volumes) => new()
    {
        Environment = environment,
        ApiVersion = "storage.k8s.io/v1",
        Kind = "StorageClass",
        Name = name,
        Annotations = Recreated,
        Fields = new Dictionary<string, object?>
        {
            ["reclaimPolicy"] = Policy(volumes),
            ["parameters"] = volumes.Parameters,
        },
    };

    private static OverlayPatch Text(TreEnvironment environment, string map, string file, string text) => new()
    {
        Environment = environment,
        ApiVersion = "v1",
        Kind = "ConfigMap",
        Name = map,
        Fields = new Dictionary<string, object?> { ["data"] = new Dictionary<string, string> { [file] = text } },
    };

    // The class that SeaweedFS asks for. Longhorn creates it from this text:
    // https://github.com/longhorn/longhorn/blob/v1.7.2/chart/templates/storageclass.yaml
    private static string LonghornClass(LonghornVolumes volumes) => $"""
        kind: StorageClass
        apiVersion: storage.k8s.io/v1
        metadata:
          name: longhorn
          annotations:
            storageclass.kubernetes.io/is-default-class: "false"
        provisioner: driver.longhorn.io
        allowVolumeExpansion: true
        reclaimPolicy: "{Policy(volumes)}"
        volumeBindingMode: Immediate
        parameters:
        {string.Join('\n', volumes.Parameters.Select(parameter => $"  {parameter.Key}: \"{parameter.Value}\""))}
          staleReplicaTimeout: "30"
          fromBackup: ""
          fsType: "ext4"
          dataLocality: "disabled"

        """.ReplaceLineEndings("\n");

    // Nodes have the labels and annotations that place the volumes. https://longhorn.io/docs/1.7.2/references/settings/
    private static string Settings(LonghornVolumes volumes, VolumeBackups? backups) => string.Join('\n',
    [
        "create-default-disk-labeled-nodes: true",
        $"default-replica-count: {volumes.Replicas}",
        .. backups is null ? [] : new[]
        {
            $"backup-target: {backups.Target}",
            $"backup-target-credential-secret: {VolumeBackups.SecretName}",
        },
    ]);

    private static string Policy(LonghornVolumes volumes) => volumes.IsRetained ? "Retain" : "Delete";

    // Both jobs write the resolver into CoreDNS's configuration.
    private static OverlayPatch[] Resolver(TreEnvironment environment, string resolver)
    {
        var pod = new
        {
            spec = new
            {
                initContainers = new[]
                {
                    new { name = "detect-upstream-dns", command = new[] { "/bin/sh", "-c", $"echo {resolver} > /shared/upstream-dns" } },
                },
            },
        };
        return
        [
            new()
            {
                Environment = environment,
                ApiVersion = "batch/v1",
                Kind = "Job",
                Name = "coredns-kare-dns-patcher",
                Spec = new Dictionary<string, object?> { ["template"] = pod },
            },
            new()
            {
                Environment = environment,
                ApiVersion = "batch/v1",
                Kind = "CronJob",
                Name = "dns-monitor",
                Spec = new Dictionary<string, object?> { ["jobTemplate"] = new { spec = new { template = pod } } },
            },
        ];
    }
}

using K8tre.Components.Clusters;

namespace K8tre.Components.OnPrem;

/// <summary>Volumes of Longhorn in an environment. K8TRE's own values keep one replica of a volume, and delete it with its claim.</summary>
/// <param name="Replicas">Number of replicas of each volume, each on a node of its own.</param>
/// <param name="IsRetained">Indicates that a volume is kept when its claim is deleted.</param>
public sealed record LonghornVolumes(int Replicas, bool IsRetained)
{
    private const int MostReplicas = 3;

    // Uses of the key by CSI. https://longhorn.io/docs/1.7.2/advanced-resources/security/volume-encryption/
    private static readonly string[] Uses = ["provisioner", "node-publish", "node-stage", "node-expand"];

    /// <summary>Indicates that new volumes are encrypted with the key in the source secret of <see cref="KeySecret"/>.</summary>
    public bool IsEncrypted { get; init; }

    /// <summary>Name of the source secret with the key of encrypted volumes, and of its copy in Longhorn's namespace.</summary>
    public const string KeySecret = GitOps.Sources.SourceSecret.VolumeKey;

    /// <summary>Parameters of storage classes.</summary>
    public IReadOnlyDictionary<string, string> Parameters
    {
        get
        {
            var all = new Dictionary<string, string> { ["numberOfReplicas"] = $"{Replicas}" };
            if (!IsEncrypted)
                return all;
            all["encrypted"] = "true";
            foreach (var use in Uses)
            {
                all[$"csi.storage.k8s.io/{use}-secret-name"] = KeySecret;
                all[$"csi.storage.k8s.io/{use}-secret-namespace"] = "storage-system";
            }
            return all;
        }
    }

    /// <summary>Returns the volumes of an environment.</summary>
    /// <param name="environment">The environment.</param>
    /// <param name="nodes">Number of nodes that hold volumes.</param>
    public static LonghornVolumes For(TreEnvironment environment, int nodes) => environment == TreEnvironment.Dev
        ? new(Replicas: 1, IsRetained: false)
        : new(Math.Clamp(nodes, 1, MostReplicas), IsRetained: true);
}

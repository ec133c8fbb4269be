using K8tre.Components.Clusters;

namespace K8tre.Components.OnPrem;

/// <summary>Volumes of Longhorn in an environment. K8TRE's own values keep one replica of a volume, and delete it with its claim.</summary>
/// <param name="Replicas">Number of replicas of each volume, each on a node of its own.</param>
/// <param name="IsRetained">Indicates that a volume is kept when its claim is deleted.</param>
public sealed record LonghornVolumes(int Replicas, bool IsRetained)
{
    private const int MostReplicas = 3;

    /// <summary>Returns the volumes of an environment.</summary>
    /// <param name="environment">The environment.</param>
    /// <param name="nodes">Number of nodes that hold volumes.</param>
    public static LonghornVolumes For(TreEnvironment environment, int nodes) => environment == TreEnvironment.Dev
        ? new(Replicas: 1, IsRetained: false)
        : new(Math.Clamp(nodes, 1, MostReplicas), IsRetained: true);
}

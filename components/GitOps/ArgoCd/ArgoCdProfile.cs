using K8tre.Components.Clusters;

namespace K8tre.Components.GitOps.ArgoCd;

/// <summary>How much of Argo CD runs.</summary>
/// <param name="Replicas">Of the API server, the repository server and the ApplicationSet controller. The application controller is one.</param>
/// <param name="HasRedisCluster">Whether Redis runs three times behind a proxy: without it the loss of its node stops every rendering.</param>
/// <param name="MinimumNodes">Nodes below which its pods would stay pending, since no two replicas share one.</param>
/// <remarks>https://argo-cd.readthedocs.io/en/stable/operator-manual/high_availability/</remarks>
internal sealed record ArgoCdProfile(int Replicas, bool HasRedisCluster, int MinimumNodes)
{
    private static readonly ArgoCdProfile Single = new(Replicas: 1, HasRedisCluster: false, MinimumNodes: 1);

    private static readonly ArgoCdProfile HighlyAvailable = new(Replicas: 2, HasRedisCluster: true, MinimumNodes: 3);

    private static readonly Dictionary<TreEnvironment, ArgoCdProfile> Table = new()
    {
        [TreEnvironment.Dev] = Single,
        [TreEnvironment.Stg] = Single,
        [TreEnvironment.Prd] = HighlyAvailable,
    };

    /// <summary>The profile of an environment; the single one where the cluster is too small for it.</summary>
    public static ArgoCdProfile For(TreEnvironment environment, int nodes) =>
        Table[environment] is var profile && nodes >= profile.MinimumNodes ? profile : Single;
}

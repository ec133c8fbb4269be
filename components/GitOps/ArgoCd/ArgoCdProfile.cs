using K8tre.Components.Clusters;

namespace K8tre.Components.GitOps.ArgoCd;

/// <summary>Size of an Argo CD installation.</summary>
/// <param name="Replicas">Replicas of the API server, the repo-server and the ApplicationSet controller.</param>
/// <param name="HasRedisCluster">True if Redis has three replicas behind a proxy. Otherwise the loss of its node stops rendering.</param>
/// <param name="MinimumNodes">Minimum number of nodes. With fewer, pods stay pending, since each replica needs a node of its own.</param>
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

    /// <summary>Returns the profile of an environment. A cluster that is too small for it gets a single replica.</summary>
    public static ArgoCdProfile For(TreEnvironment environment, int nodes) =>
        Table[environment] is var profile && nodes >= profile.MinimumNodes ? profile : Single;
}

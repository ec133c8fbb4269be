using K8tre.Components.Clusters;

namespace K8tre.Components.GitOps.ArgoCd;

/// <summary>Requests and limits of Argo CD's containers. No container has a CPU limit.</summary>
/// <remarks>
/// Memory was measured with Argo CD 3.4.4 and the Applications of one K8TRE cluster: the controller used up to 1,184 MiB. The CPU requests
/// are estimates.
/// </remarks>
internal static class ArgoCdResources
{
    // The controller keeps the objects of every cluster in memory.
    private const int ControllerMiB = 1024, ControllerLimitMiB = 2048, FurtherClusterMiB = 307;

    private static readonly Requests ServerRequests = new(50, 192);
    private static readonly Requests ApplicationSetRequests = new(50, 192);
    private static readonly Requests RepoServerRequests = new(100, 256);
    private static readonly Requests RedisRequests = new(50, 64);
    private static readonly Requests ProxyRequests = new(25, 32);

    /// <summary>Resources of the API server.</summary>
    public static InputMap<object> Server => ServerRequests.ToValue(512);

    /// <summary>Resources of the ApplicationSet controller.</summary>
    public static InputMap<object> ApplicationSet => ApplicationSetRequests.ToValue(512);

    /// <summary>Resources of the repo-server and of its plugin, each.</summary>
    public static InputMap<object> RepoServer => RepoServerRequests.ToValue(1024);

    /// <summary>Resources of a Redis server, and of the job that generates its password.</summary>
    public static InputMap<object> Redis => RedisRequests.ToValue(256);

    /// <summary>Resources of a proxy, a sentinel or a script of a Redis cluster.</summary>
    public static InputMap<object> Proxy => ProxyRequests.ToValue(128);

    /// <summary>Resources of the application controller.</summary>
    /// <param name="clusters">Number of clusters that it manages, at least 1.</param>
    public static InputMap<object> Controller(int clusters) => ControllerRequests(clusters).ToValue(ControllerLimitMiB + Further(clusters));

    /// <summary>Returns the requests of all pods together.</summary>
    /// <param name="profile">Size of the installation.</param>
    /// <param name="clusters">Number of clusters that it manages, at least 1.</param>
    public static Requests Together(ArgoCdProfile profile, int clusters)
    {
        var replicated = ServerRequests + ApplicationSetRequests + (2 * RepoServerRequests);
        // Each of three Redis servers has a sentinel. Each of three proxies has one container.
        var redis = profile.HasRedisCluster ? 3 * (RedisRequests + (2 * ProxyRequests)) : RedisRequests;
        return ControllerRequests(clusters) + (profile.Replicas * replicated) + redis;
    }

    private static Requests ControllerRequests(int clusters) => new(250, ControllerMiB + Further(clusters));

    private static int Further(int clusters) => Math.Max(0, clusters - 1) * FurtherClusterMiB;
}

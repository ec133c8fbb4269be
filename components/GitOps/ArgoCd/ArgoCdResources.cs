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

    /// <summary>Resources of the API server.</summary>
    public static InputMap<object> Server => Create("50m", 192, 512);

    /// <summary>Resources of the ApplicationSet controller.</summary>
    public static InputMap<object> ApplicationSet => Create("50m", 192, 512);

    /// <summary>Resources of the repo-server and of its plugin, each.</summary>
    public static InputMap<object> RepoServer => Create("100m", 256, 1024);

    /// <summary>Resources of a Redis server, and of the job that generates its password.</summary>
    public static InputMap<object> Redis => Create("50m", 64, 256);

    /// <summary>Resources of a proxy, a sentinel or a script of a Redis cluster.</summary>
    public static InputMap<object> Proxy => Create("25m", 32, 128);

    /// <summary>Resources of the application controller.</summary>
    /// <param name="clusters">Number of clusters that it manages, at least 1.</param>
    public static InputMap<object> Controller(int clusters)
    {
        var further = Math.Max(0, clusters - 1) * FurtherClusterMiB;
        return Create("250m", ControllerMiB + further, ControllerLimitMiB + further);
    }

    private static InputMap<object> Create(string cpu, int memoryMiB, int limitMiB) => new()
    {
        ["requests"] = new InputMap<object> { ["cpu"] = cpu, ["memory"] = $"{memoryMiB}Mi" },
        ["limits"] = new InputMap<object> { ["memory"] = $"{limitMiB}Mi" },
    };
}

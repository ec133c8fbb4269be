namespace K8tre.Components.Clusters;

/// <summary>Requests of pods.</summary>
/// <param name="CpuMillicores">CPU in thousandths of a core.</param>
/// <param name="MemoryMiB">Memory in MiB.</param>
public sealed record Requests(int CpuMillicores, int MemoryMiB)
{
    /// <summary>Returns the sum of two requests.</summary>
    public static Requests operator +(Requests left, Requests right) => Add(left, right);

    /// <summary>Returns the requests of several equal pods.</summary>
    public static Requests operator *(int pods, Requests each) => Multiply(pods, each);

    /// <summary>Returns the sum of two requests.</summary>
    public static Requests Add(Requests left, Requests right) =>
        new(left.CpuMillicores + right.CpuMillicores, left.MemoryMiB + right.MemoryMiB);

    /// <summary>Returns the requests of several equal pods.</summary>
    public static Requests Multiply(int pods, Requests each) => new(pods * each.CpuMillicores, pods * each.MemoryMiB);

    /// <summary>Returns the resources of a container: these requests, no CPU limit, and a memory limit if one is given.</summary>
    /// <param name="limitMiB">Memory limit in MiB. Default: none.</param>
    internal InputMap<object> ToValue(int? limitMiB = null)
    {
        var value = new InputMap<object>
        {
            ["requests"] = new InputMap<object> { ["cpu"] = $"{CpuMillicores}m", ["memory"] = $"{MemoryMiB}Mi" },
        };
        if (limitMiB is { } limit)
            value.Add("limits", new InputMap<object> { ["memory"] = $"{limit}Mi" });
        return value;
    }
}

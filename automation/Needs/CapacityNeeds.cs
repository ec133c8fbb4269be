using System.Globalization;
using K8tre.PlanModel;

namespace K8tre.Automation.Needs;

/// <summary>Compares the pods of K8TRE and their requests with the nodes.</summary>
internal static class CapacityNeeds
{
    private const int MiBPerGiB = 1024;

    /// <summary>Returns the needs of pods, CPUs and memory.</summary>
    public static IEnumerable<PlanNeed> Of(PlannedEnvironment environment, WorkloadFacts facts)
    {
        var totals = facts.TotalsOf(environment.Vendor, environment.Name);
        var pools = NodePool.Of(environment);
        yield return Need("pods", "", totals.Pods, pools, pool => pool.MaxPods);
        yield return Need("cpu", "", totals.Cpu, pools, pool => pool.Size?.Cpus);
        yield return Need("memory", " GiB", (double)totals.MemoryMiB / MiBPerGiB, pools, pool => pool.Size?.MemoryGiB);
    }

    private static PlanNeed Need(
        string subject, string unit, double needed, IReadOnlyList<NodePool> pools, Func<NodePool, int?> perNode)
    {
        var need = new PlanNeed { Subject = subject, Needed = $"{Text(needed)}{unit}", Provided = Provided(), Missing = [] };
        return pools.All(pool => perNode(pool) is not null) && Most() < needed
            ? need with { Missing = [$"the nodes have {need.Provided}, K8TRE needs {need.Needed}; add nodes, or choose larger ones"] }
            : need;

        int Least() => pools.Sum(pool => pool.MinNodes * (perNode(pool) ?? 0));

        int Most() => pools.Sum(pool => pool.MaxNodes * (perNode(pool) ?? 0));

        string Provided()
        {
            var most = pools.Sum(pool => pool.MaxNodes);
            var nodes = $"{Range(pools.Sum(pool => pool.MinNodes), most)} {(most == 1 ? "node" : "nodes")}";
            return pools.Any(pool => perNode(pool) is null)
                ? $"not known, on {nodes}"
                : $"{Range(Least(), Most())}{unit} on {nodes}";
        }
    }

    private static string Range(int least, int most) => least == most ? $"{least}" : $"{least} to {most}";

    private static string Text(double number) => number.ToString("0.#", CultureInfo.InvariantCulture);
}

using K8tre.Components.Clusters;
using K8tre.Components.Egress;

namespace K8tre.Components.Azure.Cluster;

/// <summary>Egress rules of a cluster's add-ons and GPU nodes, besides those of every cluster.</summary>
public static class AksEgress
{
    private static readonly Uri Source = new("https://learn.microsoft.com/azure/aks/outbound-rules-control-egress");

    /// <summary>Returns the rules of a cluster. Other clusters may have the same rules.</summary>
    /// <param name="addOns">Add-ons of the cluster.</param>
    /// <param name="environment">Environment of the cluster.</param>
    /// <param name="region">Azure region.</param>
    /// <param name="pools">Node pools of the cluster.</param>
    public static IEnumerable<EgressRule> For(
        AksAddOns addOns, TreEnvironment environment, string region, IEnumerable<AksNodePool> pools) =>
        Rules(addOns.HasPolicy, addOns.HasContainerLogs, addOns.HasDefenderIn(environment), pools.Any(pool => pool.GpuDriver is not null), region);

    /// <summary>Returns the rules that clusters of other stacks may need.</summary>
    /// <param name="region">Azure region.</param>
    public static IEnumerable<EgressRule> ForAny(string region) => Rules(hasPolicy: true, hasContainerLogs: true, hasDefender: true, hasGpus: true, region);

    private static IEnumerable<EgressRule> Rules(bool hasPolicy, bool hasContainerLogs, bool hasDefender, bool hasGpus, string region)
    {
        if (hasPolicy)
        {
            yield return new(
                "azure-policy", "the policy add-on reads what it enforces, and reports what it found", Source,
                "data.policy.core.windows.net", "store.policy.core.windows.net");
        }
        if (hasContainerLogs || hasDefender)
        {
            yield return new(
                "log-analytics", "containers' logs and Defender's findings go to the workspace", Source,
                "*.ods.opinsights.azure.com", "*.oms.opinsights.azure.com");
        }
        if (hasContainerLogs)
        {
            yield return new(
                "azure-monitor", "the agent that collects containers' logs asks what to collect", Source,
                "global.handler.control.monitor.azure.com", $"{region}.handler.control.monitor.azure.com", "*.ingest.monitor.azure.com");
        }
        if (hasDefender)
            yield return new("defender", "Defender for Containers reports what it sees on nodes", Source, "*.cloud.defender.microsoft.com");
        if (hasGpus)
        {
            yield return new(
                "gpu-driver", "NVIDIA's driver is installed on nodes with GPUs", Source,
                "nvidia.github.io", "us.download.nvidia.com", "download.docker.com");
        }
    }
}

using Pulumi.AzureNative.ContainerService;
using Pulumi.AzureNative.ContainerService.Inputs;

namespace K8tre.Components.Azure;

/// <summary>What AKS is told of node pools: the first one with the cluster, each further one as a resource of its own.</summary>
/// <remarks>https://learn.microsoft.com/azure/aks/use-system-pools</remarks>
internal static class AksPools
{
    // Less than half of the /24 that Cilium gives to a node: addresses of pods that just went are not used again at once.
    private const int MaxPods = 110;

    private const string Surge = "33%";

    /// <summary>The pool of the cluster's own services.</summary>
    public static ManagedClusterAgentPoolProfileArgs System(AksClusterArgs cluster)
    {
        var pool = new ManagedClusterAgentPoolProfileArgs
        {
            Name = cluster.SystemPool.Name,
            Mode = AgentPoolMode.System,
            Type = AgentPoolType.VirtualMachineScaleSets,
            VmSize = cluster.SystemPool.VmSize,
            OsType = OSType.Linux,
            OsSKU = OSSKU.AzureLinux,
            Count = cluster.SystemPool.MinNodes,
            MinCount = cluster.SystemPool.MinNodes,
            MaxCount = cluster.SystemPool.MaxNodes,
            EnableAutoScaling = true,
            EnableEncryptionAtHost = true,
            EnableNodePublicIP = false,
            VnetSubnetID = cluster.Network.NodesSubnet,
            AvailabilityZones = cluster.Zones.ToArray(),
            MaxPods = MaxPods,
            NodeTaints = cluster.SystemPool.Taints.ToArray(),
            UpgradeSettings = new AgentPoolUpgradeSettingsArgs { MaxSurge = Surge },
        };
        foreach (var (label, value) in cluster.SystemPool.Labels)
            pool.NodeLabels.Add(label, value);
        return pool;
    }

    /// <summary>A pool of workloads.</summary>
    /// <param name="cluster">The cluster's inputs.</param>
    /// <param name="pool">The pool.</param>
    /// <param name="clusterName">Name of the cluster: its resource's output, so that it is there first.</param>
    public static Pulumi.AzureNative.ContainerService.AgentPoolArgs User(AksClusterArgs cluster, AksNodePool pool, Input<string> clusterName)
    {
        var args = new Pulumi.AzureNative.ContainerService.AgentPoolArgs
        {
            AgentPoolName = pool.Name,
            ResourceName = clusterName,
            ResourceGroupName = cluster.Site.ResourceGroup,
            Mode = AgentPoolMode.User,
            Type = AgentPoolType.VirtualMachineScaleSets,
            VmSize = pool.VmSize,
            OsType = OSType.Linux,
            OsSKU = OSSKU.AzureLinux,
            Count = pool.MinNodes,
            MinCount = pool.MinNodes,
            MaxCount = pool.MaxNodes,
            EnableAutoScaling = true,
            EnableEncryptionAtHost = true,
            EnableNodePublicIP = false,
            VnetSubnetID = cluster.Network.NodesSubnet,
            AvailabilityZones = cluster.Zones.ToArray(),
            MaxPods = MaxPods,
            NodeTaints = pool.Taints.ToArray(),
        };
        foreach (var (label, value) in pool.Labels)
            args.NodeLabels.Add(label, value);
        // Azure refuses a surge of nodes that it may take away at any time.
        if (pool.IsSpot)
            (args.ScaleSetPriority, args.ScaleSetEvictionPolicy) = (ScaleSetPriority.Spot, ScaleSetEvictionPolicy.Delete);
        else
            args.UpgradeSettings = new AgentPoolUpgradeSettingsArgs { MaxSurge = Surge };
        return args;
    }
}

using K8tre.Components.Clusters;
using Pulumi.AzureNative.ContainerService;
using Pulumi.AzureNative.ContainerService.Inputs;
using AgentPoolArgs = Pulumi.AzureNative.ContainerService.AgentPoolArgs;

namespace K8tre.Components.Azure.Cluster;

/// <summary>Inputs of node pools: the system pool belongs to the managed cluster, and each other pool is a resource.</summary>
/// <remarks>https://learn.microsoft.com/azure/aks/use-system-pools</remarks>
internal static class AksPools
{
    /// <summary>Taint that pods of AKS tolerate and workloads do not.</summary>
    public const string SystemOnly = "CriticalAddonsOnly=true:NoSchedule";

    // Less than half of the /24 that Cilium assigns to a node: addresses of deleted pods are not reused at once.
    private const int MaxPods = 110;

    // The recommendation of AKS for production: https://learn.microsoft.com/azure/aks/upgrade-aks-node-pools-rolling
    private const string Surge = "33%";

    /// <summary>
    /// Returns the number of nodes that the cluster starts with and on which pods without tolerations run: those of the pools without
    /// taints, and of the system pool if it has none. Azure taints the nodes of spot pools.
    /// </summary>
    public static int OrdinaryNodes(AksClusterArgs cluster) =>
        cluster.UserPools.Where(pool => pool.TakesAnything).Sum(pool => pool.MinNodes)
        + (NodeTaint.AdmitOrdinaryPods(SystemTaints(cluster)) ? cluster.SystemPool.MinNodes : 0);

    /// <summary>Returns the profile of the system pool.</summary>
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
            EnableFIPS = cluster.SystemPool.IsFips,
            EnableNodePublicIP = false,
            VnetSubnetID = cluster.Network.NodesSubnet,
            AvailabilityZones = cluster.Zones.ToArray(),
            MaxPods = MaxPods,
            NodeTaints = SystemTaints(cluster).ToArray(),
            UpgradeSettings = new AgentPoolUpgradeSettingsArgs { MaxSurge = Surge },
        };
        foreach (var (label, value) in cluster.SystemPool.Labels)
            pool.NodeLabels.Add(label, value);
        if (cluster.SystemPool.HasOwnOsDisk is { } own)
            pool.OsDiskType = Disk(own);
        if (cluster.SystemPool.HasTrustedLaunch)
            pool.SecurityProfile = TrustedLaunch();
        return pool;
    }

    /// <summary>Returns the inputs of a pool for workloads.</summary>
    /// <param name="cluster">Inputs of the cluster's component.</param>
    /// <param name="pool">The pool.</param>
    /// <param name="clusterName">Name of the cluster, an output of the cluster.</param>
    public static AgentPoolArgs User(AksClusterArgs cluster, AksNodePool pool, Input<string> clusterName)
    {
        var args = new AgentPoolArgs
        {
            AgentPoolName = pool.Name,
            ResourceName = clusterName,
            ResourceGroupName = cluster.Scope.ResourceGroup,
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
            EnableFIPS = pool.IsFips,
            EnableNodePublicIP = false,
            VnetSubnetID = cluster.Network.NodesSubnet,
            AvailabilityZones = cluster.Zones.ToArray(),
            MaxPods = MaxPods,
            NodeTaints = pool.Taints.ToArray(),
        };
        foreach (var (label, value) in pool.Labels)
            args.NodeLabels.Add(label, value);
        if (pool.HasOwnOsDisk is { } own)
            args.OsDiskType = Disk(own);
        if (pool.HasTrustedLaunch)
            args.SecurityProfile = TrustedLaunch();
        if (pool.GpuDriver is { } driver)
            args.GpuProfile = new GPUProfileArgs { Driver = driver };
        // Azure rejects a surge for spot pools.
        if (pool.IsSpot)
            (args.ScaleSetPriority, args.ScaleSetEvictionPolicy) = (ScaleSetPriority.Spot, ScaleSetEvictionPolicy.Delete);
        else
            args.UpgradeSettings = new AgentPoolUpgradeSettingsArgs { MaxSurge = Surge };
        return args;
    }

    // The taint needs another pool for pods without tolerations: Argo CD, Hubble Relay and all that K8TRE installs.
    private static IEnumerable<string> SystemTaints(AksClusterArgs cluster) =>
        cluster.UserPools.Any(pool => pool.TakesAnything)
            ? cluster.SystemPool.Taints.Append(SystemOnly).Distinct()
            : cluster.SystemPool.Taints;

    private static AgentPoolSecurityProfileArgs TrustedLaunch() => new() { EnableSecureBoot = true, EnableVTPM = true };

    private static OSDiskType Disk(bool isOwn) => isOwn ? OSDiskType.Ephemeral : OSDiskType.Managed;
}

using Pulumi.AzureNative.ContainerService;
using Pulumi.AzureNative.ContainerService.Inputs;

namespace K8tre.Components.Azure.Cluster;

/// <summary>What AKS is told of node pools: the first one with the cluster, each further one as a resource of its own.</summary>
/// <remarks>https://learn.microsoft.com/azure/aks/use-system-pools</remarks>
internal static class AksPools
{
    /// <summary>The taint that AKS's own pods tolerate, and workloads do not.</summary>
    public const string SystemOnly = "CriticalAddonsOnly=true:NoSchedule";

    // Less than half of the /24 that Cilium gives to a node: addresses of pods that just went are not used again at once.
    private const int MaxPods = 110;

    // What AKS recommends for production, with no time between nodes: https://learn.microsoft.com/azure/aks/upgrade-aks-node-pools-rolling
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

    /// <summary>Makes the pools of workloads, one after another.</summary>
    /// <param name="name">Name of the cluster's component.</param>
    /// <param name="cluster">The cluster's inputs.</param>
    /// <param name="clusterName">Name of the cluster: its resource's output, so that it is there first.</param>
    /// <param name="parent">The component that they belong to.</param>
    public static IReadOnlyList<AgentPool> Create(string name, AksClusterArgs cluster, Input<string> clusterName, Resource parent)
    {
        List<AgentPool> made = [];
        foreach (var pool in cluster.UserPools)
        {
            made.Add(new($"{name}-{pool.Name}", User(cluster, pool, clusterName), new()
            {
                Parent = parent,
                IgnoreChanges = { "count" },
                // AKS changes one pool of a cluster at a time. No value says so: one in a pool's inputs would replace all pools after one that is replaced.
                // https://github.com/Azure/terraform-azurerm-avm-res-containerservice-managedcluster/pull/160
                DependsOn = [.. made.TakeLast(1)],
            }));
        }
        return made;
    }

    private static Pulumi.AzureNative.ContainerService.AgentPoolArgs User(AksClusterArgs cluster, AksNodePool pool, Input<string> clusterName)
    {
        var args = new Pulumi.AzureNative.ContainerService.AgentPoolArgs
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
        // Azure refuses a surge of nodes that it may take away at any time.
        if (pool.IsSpot)
            (args.ScaleSetPriority, args.ScaleSetEvictionPolicy) = (ScaleSetPriority.Spot, ScaleSetEvictionPolicy.Delete);
        else
            args.UpgradeSettings = new AgentPoolUpgradeSettingsArgs { MaxSurge = Surge };
        return args;
    }

    // Only where something else has room for what tolerates no taint: Argo CD, Hubble's relay and all that K8TRE installs.
    private static IEnumerable<string> SystemTaints(AksClusterArgs cluster) =>
        cluster.UserPools.Any(pool => pool.TakesAnything) ? cluster.SystemPool.Taints.Append(SystemOnly).Distinct() : cluster.SystemPool.Taints;

    private static AgentPoolSecurityProfileArgs TrustedLaunch() => new() { EnableSecureBoot = true, EnableVTPM = true };

    private static OSDiskType Disk(bool isOwn) => isOwn ? OSDiskType.Ephemeral : OSDiskType.Managed;
}

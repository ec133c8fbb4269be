using Pulumi.AzureNative.ContainerService;
using Pulumi.AzureNative.ContainerService.Inputs;

namespace K8tre.Components.Azure.Cluster;

/// <summary>What AKS renews by itself, and when.</summary>
/// <remarks>https://learn.microsoft.com/azure/aks/auto-upgrade-cluster, https://learn.microsoft.com/azure/aks/planned-maintenance</remarks>
internal static class AksUpgrades
{
    // Azure's names for the windows of the cluster and of its nodes' system.
    private static readonly string[] Schedules = ["aksManagedAutoUpgradeSchedule", "aksManagedNodeOSUpgradeSchedule"];

    /// <summary>
    /// Patches of Kubernetes, and new images for the nodes. The channel of security patches alone leaves out nodes with GPUs:
    /// https://learn.microsoft.com/azure/aks/use-nvidia-gpu#limitations.
    /// </summary>
    public static ManagedClusterAutoUpgradeProfileArgs Profile() => new()
    {
        UpgradeChannel = UpgradeChannel.Patch,
        NodeOSUpgradeChannel = NodeOSUpgradeChannel.NodeImage,
    };

    /// <summary>Sets when.</summary>
    /// <param name="name">Name of the cluster's component.</param>
    /// <param name="args">The cluster's inputs.</param>
    /// <param name="cluster">The cluster.</param>
    /// <param name="options">Resource options.</param>
    public static void Schedule(string name, AksClusterArgs args, ManagedCluster cluster, CustomResourceOptions options)
    {
        foreach (var schedule in Schedules)
        {
            _ = new MaintenanceConfiguration($"{name}-{schedule}", new()
            {
                ConfigName = schedule,
                ResourceName = cluster.Name,
                ResourceGroupName = args.Scope.ResourceGroup,
                MaintenanceWindow = Weekly(args.Maintenance),
            }, options);
        }
    }

    private static MaintenanceWindowArgs Weekly(AksMaintenance maintenance) => new()
    {
        StartTime = $"{maintenance.StartHour:00}:00",
        DurationHours = maintenance.Hours,
        UtcOffset = "+00:00",
        Schedule = new ScheduleArgs { Weekly = new WeeklyScheduleArgs { IntervalWeeks = 1, DayOfWeek = maintenance.Day.ToString() } },
    };
}

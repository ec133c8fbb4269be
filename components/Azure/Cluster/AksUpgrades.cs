using Pulumi.AzureNative.ContainerService;
using Pulumi.AzureNative.ContainerService.Inputs;

namespace K8tre.Components.Azure.Cluster;

/// <summary>Automatic upgrades of a cluster and their maintenance windows.</summary>
/// <remarks>https://learn.microsoft.com/azure/aks/auto-upgrade-cluster, https://learn.microsoft.com/azure/aks/planned-maintenance</remarks>
internal static class AksUpgrades
{
    /// <summary>Gets Azure's names for the windows of the cluster and of its nodes' operating system.</summary>
    public static IReadOnlyList<string> Windows { get; } = ["aksManagedAutoUpgradeSchedule", "aksManagedNodeOSUpgradeSchedule"];

    /// <summary>
    /// Returns the upgrade channels: patches of Kubernetes, and new images of the nodes. The channel for security patches excludes nodes with GPUs:
    /// https://learn.microsoft.com/azure/aks/use-nvidia-gpu#limitations.
    /// </summary>
    public static ManagedClusterAutoUpgradeProfileArgs Profile() => new()
    {
        UpgradeChannel = UpgradeChannel.Patch,
        NodeOSUpgradeChannel = NodeOSUpgradeChannel.NodeImage,
    };

    /// <summary>Returns a weekly window.</summary>
    public static MaintenanceWindowArgs Weekly(AksMaintenance maintenance) => new()
    {
        StartTime = $"{maintenance.StartHour:00}:00",
        DurationHours = maintenance.Hours,
        UtcOffset = "+00:00",
        Schedule = new ScheduleArgs { Weekly = new WeeklyScheduleArgs { IntervalWeeks = 1, DayOfWeek = maintenance.Day.ToString() } },
    };
}

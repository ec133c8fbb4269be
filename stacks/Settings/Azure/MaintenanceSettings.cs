using System.ComponentModel.DataAnnotations;

namespace K8tre.Stacks.Settings.Azure;

/// <summary>Maintenance window of an AKS cluster.</summary>
public sealed record MaintenanceSettings
{
    /// <summary>Day of the week.</summary>
    public DayOfWeek Day { get; init; } = DayOfWeek.Sunday;

    /// <summary>Hour at which it starts, UTC.</summary>
    [Range(0, 23, ErrorMessage = "supply 0 to 23")]
    public int StartHour { get; init; } = 1;

    /// <summary>Length in hours.</summary>
    [Range(4, 24, ErrorMessage = "supply 4 to 24")]
    public int Hours { get; init; } = 6;
}

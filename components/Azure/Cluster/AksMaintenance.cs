namespace K8tre.Components.Azure.Cluster;

/// <summary>Weekly maintenance window in which AKS may upgrade a cluster.</summary>
/// <param name="Day">Day of the week.</param>
/// <param name="StartHour">Start hour, 0 to 23, UTC.</param>
/// <param name="Hours">Duration in hours, 4 to 24.</param>
public sealed record AksMaintenance(DayOfWeek Day, int StartHour, int Hours);

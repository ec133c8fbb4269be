namespace K8tre.Components.Azure.Cluster;

/// <summary>A weekly time at which a cluster may be upgraded.</summary>
/// <param name="Day">Day of the week.</param>
/// <param name="StartHour">Hour at which it starts, 0 to 23, UTC.</param>
/// <param name="Hours">How long it is, 4 to 24.</param>
public sealed record AksMaintenance(DayOfWeek Day, int StartHour, int Hours);

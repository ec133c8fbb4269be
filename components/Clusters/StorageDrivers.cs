namespace K8tre.Components.Clusters;

/// <summary>CSI drivers of the storage classes that K8TRE's charts use.</summary>
/// <param name="ReadWriteOnce">Driver of <c>rwo-default</c>.</param>
/// <param name="ReadWriteMany">Driver of <c>rwx-default</c>.</param>
public sealed record StorageDrivers(string ReadWriteOnce, string ReadWriteMany);

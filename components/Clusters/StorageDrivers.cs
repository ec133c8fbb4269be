namespace K8tre.Components.Clusters;

/// <summary>The provisioners behind the storage classes that K8TRE's charts ask for.</summary>
/// <param name="ReadWriteOnce">CSI driver behind <c>rwo-default</c>.</param>
/// <param name="ReadWriteMany">CSI driver behind <c>rwx-default</c>.</param>
public sealed record StorageDrivers(string ReadWriteOnce, string ReadWriteMany);

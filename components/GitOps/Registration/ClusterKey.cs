using K8tre.Components.Clusters;

namespace K8tre.Components.GitOps.Registration;

/// <summary>Vendor and environment of a cluster, by which an Argo CD distinguishes clusters. It holds each pair once.</summary>
/// <param name="Vendor">The vendor.</param>
/// <param name="Environment">The environment.</param>
public sealed record ClusterKey(Vendor Vendor, TreEnvironment Environment)
{
    /// <summary>Name of the cluster's registration: the cluster Secret, and the lease that owns it.</summary>
    public string ObjectName => $"cluster-{this}";

    /// <summary>Returns the form <c>k3s-dev</c>, the key in the list of <see cref="Dependants"/>.</summary>
    public override string ToString() => $"{Vendor.Label()}-{Environment.Label()}";
}

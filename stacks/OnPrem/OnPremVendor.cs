using K8tre.Components.Clusters;
using K8tre.Components.OnPrem;

namespace K8tre.Stacks.OnPrem;

/// <summary>K3s on hosts that exist already. The clusters share no resources, so there is no landing zone.</summary>
/// <param name="settings">Settings of the stack.</param>
internal sealed class OnPremVendor(StackSettings settings) : IVendor
{
    /// <inheritdoc/>
    public VendorCluster CreateCluster(
        ClusterSpec spec, ArgoCdIdentity? argoCd, VendorCluster? management, ComponentResourceOptions options)
    {
        var cluster = new K3sCluster($"{spec.Name}-k3s", OnPremMapping.Cluster(settings, spec), options);
        return new(cluster)
        {
            ApiServer = OnPremMapping.ApiServer(spec),
            ResolvableNames = OnPremMapping.ResolvableNames(settings, spec),
            AddOns = OnPremAddOns.For(settings, spec, cluster),
            Patches = OnPremMapping.Patches(settings, spec),
            LoadBalancerRange = spec.Target?.K3s!.LoadBalancerRange,
            Outputs = OnPremMapping.Outputs(settings, spec, cluster),
        };
    }
}

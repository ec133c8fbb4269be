using K8tre.Components.Clusters;
using K8tre.Stacks.Settings;

namespace K8tre.Stacks;

/// <summary>What a vendor makes of a platform's settings. What its clusters share is defined with it, once.</summary>
internal interface IVendorPlatform
{
    /// <summary>Defines the cluster of its own in which Argo CD runs.</summary>
    /// <param name="environment">The highest environment that it serves.</param>
    ManagementCluster Management(TreEnvironment environment);

    /// <summary>Defines the cluster of an environment.</summary>
    /// <param name="environment">The environment's settings.</param>
    /// <param name="argoCd">Who the Argo CD elsewhere is that installs K8TRE there. Null: it runs in the cluster, or is nobody to this vendor.</param>
    VendorCluster Environment(EnvironmentSettings environment, ArgoCdIdentity? argoCd);

    /// <summary>
    /// What it has made so far besides what is in clusters: while other stacks depend on the management cluster, all of it stays. Default: nothing but what
    /// clusters wait for.
    /// </summary>
    IReadOnlyCollection<Resource> Made => [];

    /// <summary>Defines what waits for all clusters, once they have their nodes. Default: nothing does.</summary>
    /// <returns>Outputs of the stack about what its clusters share.</returns>
    IReadOnlyDictionary<string, object?> Complete() => new Dictionary<string, object?>();
}

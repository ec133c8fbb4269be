namespace K8tre.Components.Clusters;

/// <summary>Addition to a cluster, by a vendor or by the organisation that runs the platform.</summary>
/// <remarks>docs/guides/add-ons.md shows a complete example.</remarks>
public interface IClusterAddOn
{
    /// <summary>Name, a DNS label, unique in the cluster. Resource names begin with the cluster's name and this one.</summary>
    string Name { get; }

    /// <summary>Phase in which the add-on is installed.</summary>
    AddOnPhase Phase { get; }

    /// <summary>Creates the add-on's resources.</summary>
    /// <returns>The resource that later phases wait for: usually the add-on's component.</returns>
    Resource Install(AddOnContext context);
}

/// <summary>Phases of a cluster's installation in which add-ons are installed.</summary>
public enum AddOnPhase
{
    /// <summary>Before Cilium is installed. Pods other than those on the host network cannot run yet.</summary>
    BeforeNetwork = 1,

    /// <summary>After Cilium, the nodes and the baseline network policies. Nothing in the platform waits for the add-on.</summary>
    AfterNetwork,

    /// <summary>After the network, and before the cluster is registered with Argo CD and anything from Git is installed.</summary>
    BeforeArgoCd,

    /// <summary>After the cluster is registered with Argo CD.</summary>
    AfterArgoCd,
}

/// <summary>Context of an add-on's installation.</summary>
/// <param name="Name">Name of the add-on's main resource. Other resources are named <c>{Name}-{role}</c>.</param>
/// <param name="Cluster">The cluster.</param>
/// <param name="Options">Options of the add-on's component. Its providers include the Kubernetes provider of the phase.</param>
public sealed record AddOnContext(string Name, ICluster Cluster, ComponentResourceOptions Options)
{
    /// <summary>Add-ons that are installed before this one, as their <c>Install</c> returned them. Default: none.</summary>
    public IReadOnlyList<Resource> Installed { get; init; } = [];
}

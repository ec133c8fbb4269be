namespace K8tre.Components.Clusters;

/// <summary>Something that a site adds to the cluster of every environment, beside what the platform brings.</summary>
/// <remarks>docs/guides/add-ons.md shows one, whole.</remarks>
public interface IClusterAddOn
{
    /// <summary>Name, a DNS label. The names of its resources begin with the cluster's and this one.</summary>
    string Name { get; }

    /// <summary>When it comes.</summary>
    AddOnOrder Order { get; }

    /// <summary>Defines its resources.</summary>
    /// <returns>A value that is known once it is installed: what comes after it waits for that.</returns>
    Output<string> Install(AddOnSite site);
}

/// <summary>When an add-on comes.</summary>
public enum AddOnOrder
{
    /// <summary>Once the network works, and before Argo CD and everything that Git installs.</summary>
    BeforeArgoCd = 1,

    /// <summary>Once the cluster is registered with Argo CD.</summary>
    AfterArgoCd,
}

/// <summary>Where an add-on is installed.</summary>
/// <param name="Name">Name for its main resource; the others are called <c>{Name}-{role}</c>.</param>
/// <param name="Cluster">The cluster.</param>
/// <param name="Options">Options of its component. What it makes with them comes when it is due.</param>
public sealed record AddOnSite(string Name, ICluster Cluster, ComponentResourceOptions Options);

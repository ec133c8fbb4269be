using K8tre.Components.Clusters;

namespace K8tre.Stacks;

/// <summary>A vendor's management cluster, and what only that vendor knows of it.</summary>
/// <param name="Cluster">The cluster.</param>
/// <param name="Outputs">What the next operator types, besides what every vendor has.</param>
internal sealed record ManagementCluster(ICluster Cluster, IReadOnlyDictionary<string, object?> Outputs)
{
    /// <summary>Who Argo CD is there to the vendor's clusters. Default: nobody, they give it tokens.</summary>
    public ArgoCdIdentity? Identity { get; init; }

    /// <summary>Defines what the vendor adds once the cluster's network works. Default: nothing.</summary>
    public Func<ComponentResourceOptions, IReadOnlyList<Resource>> OnNetwork { get; init; } = _ => [];
}

using K8tre.Components.Azure.Cluster;
using K8tre.Components.Azure.Network;
using K8tre.Components.Azure.Scope;
using K8tre.Components.Azure.Storage;
using K8tre.Components.Azure.Vaults;

namespace K8tre.Stacks.Azure;

/// <summary>Cluster on Azure, with the resources that shared services need.</summary>
/// <param name="Spec">The cluster that the settings describe.</param>
/// <param name="Aks">The AKS cluster.</param>
internal sealed record AzureCluster(ClusterSpec Spec, AksCluster Aks) : VendorCluster(Aks)
{
    /// <summary>Resource groups of the cluster.</summary>
    public required IReadOnlyList<ResourceGroupScope> Groups { get; init; }

    /// <summary>Network of the cluster.</summary>
    public required SpokeNetwork Network { get; init; }

    /// <summary>Key vault of the cluster.</summary>
    public required ClusterVault Vault { get; init; }

    /// <summary>Storage account for data of workspaces. Default: none.</summary>
    public BlobAccount? Data { get; init; }
}

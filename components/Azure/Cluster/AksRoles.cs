using K8tre.Components.Azure.Identity;
using K8tre.Components.Azure.Scope;
using K8tre.Components.Azure.Vaults;

namespace K8tre.Components.Azure.Cluster;

/// <summary>What a cluster's own identities may do, each on one resource, by a word for each.</summary>
/// <remarks>https://learn.microsoft.com/azure/aks/aks-service-permissions</remarks>
internal static class AksRoles
{
    /// <summary>What the control plane may do.</summary>
    /// <param name="cluster">The cluster's inputs.</param>
    /// <param name="disks">What encrypts its disks.</param>
    /// <param name="kubelet">The identity that it hands to the nodes.</param>
    public static Dictionary<string, (BuiltInRole Role, Input<string> Scope)> ForControlPlane(AksClusterArgs cluster, DiskEncryptionSet disks, UserAssignedIdentity kubelet)
    {
        var roles = new Dictionary<string, (BuiltInRole, Input<string>)>
        {
            // Of the whole network and not of its subnets: AKS joins the API server's zone to it.
            ["network"] = (BuiltInRole.NetworkContributor, cluster.Network.Id),
            ["routes"] = (BuiltInRole.NetworkContributor, cluster.RouteTable),
            ["etcd-key"] = (BuiltInRole.KeyVaultCryptoUser, cluster.Vault.Id),
            ["vault"] = (BuiltInRole.KeyVaultContributor, cluster.Vault.Id),
            ["disks"] = (BuiltInRole.Reader, disks.Id),
            ["kubelet"] = (BuiltInRole.ManagedIdentityOperator, kubelet.Id),
        };
        if (cluster.IsPrivate)
            roles.Add("zone", (BuiltInRole.PrivateDnsZoneContributor, cluster.ApiZone.Id));
        if (cluster.Shares is { } shares)
            roles.Add("shares", (BuiltInRole.StorageAccountContributor, shares.Id));
        return roles;
    }

    /// <summary>What the nodes may do: pull images, where there is a registry of ours.</summary>
    public static Dictionary<string, (BuiltInRole Role, Input<string> Scope)> ForNodes(AksClusterArgs cluster) =>
        cluster.Registry is { } registry ? new() { ["registry"] = (BuiltInRole.AcrPull, registry) } : [];
}

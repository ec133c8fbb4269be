using K8tre.Components.Azure.Identity;
using K8tre.Components.Azure.Scope;
using K8tre.Components.Azure.Vaults;

namespace K8tre.Components.Azure.Cluster;

/// <summary>Roles of a cluster's identities, each on one resource and with a short name.</summary>
/// <remarks>https://learn.microsoft.com/azure/aks/aks-service-permissions</remarks>
internal static class AksRoles
{
    /// <summary>Returns the roles of the control plane.</summary>
    /// <param name="cluster">Inputs of the cluster.</param>
    /// <param name="disks">Disk encryption set of the cluster.</param>
    /// <param name="kubelet">Identity of the nodes, which the control plane assigns.</param>
    public static Dictionary<string, (BuiltInRole Role, Input<string> Resource)> ForControlPlane(
        AksClusterArgs cluster, DiskEncryptionSet disks, UserAssignedIdentity kubelet)
    {
        var roles = new Dictionary<string, (BuiltInRole, Input<string>)>
        {
            // On the network, not on its subnets: AKS links the API server's DNS zone to the network.
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

    /// <summary>Returns the roles of the nodes: they pull images from the platform's registry, if there is one.</summary>
    public static Dictionary<string, (BuiltInRole Role, Input<string> Resource)> ForNodes(AksClusterArgs cluster) =>
        cluster.Registry is { } registry ? new() { ["registry"] = (BuiltInRole.AcrPull, registry) } : [];
}

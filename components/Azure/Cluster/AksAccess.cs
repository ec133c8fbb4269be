using System.Collections.Immutable;
using Pulumi.AzureNative.ContainerService;
using Pulumi.AzureNative.ContainerService.Inputs;

namespace K8tre.Components.Azure.Cluster;

/// <summary>Inputs of a managed cluster for access to its API server: network, name and sign-in.</summary>
/// <remarks>
/// https://learn.microsoft.com/azure/aks/api-server-vnet-integration, https://learn.microsoft.com/azure/aks/api-server-authorized-ip-ranges,
/// https://learn.microsoft.com/azure/aks/concepts-cluster-authorization
/// </remarks>
internal static class AksAccess
{
    /// <summary>Port of the API server.</summary>
    public const int Port = 443;

    /// <summary>Returns the network access profile of the API server.</summary>
    /// <exception cref="ArgumentException">The API server is public, and the firewall's public addresses are missing.</exception>
    public static ManagedClusterAPIServerAccessProfileArgs Network(AksClusterArgs cluster)
    {
        var profile = new ManagedClusterAPIServerAccessProfileArgs
        {
            EnablePrivateCluster = cluster.IsPrivate,
            EnablePrivateClusterPublicFQDN = false,
            // A private key vault is reachable only from an API server in the platform's network. Nodes and pods reach the API server there too.
            EnableVnetIntegration = true,
            SubnetId = cluster.Network.ApiServerSubnet,
            DisableRunCommand = true,
        };
        if (cluster.IsPrivate)
        {
            profile.PrivateDNSZone = cluster.ApiZone.Id;
            return profile;
        }
        var own = cluster.EgressAddresses ?? throw new ArgumentException(
            "EgressAddresses are missing, and PublicRanges make the API server public; supply the firewall's public addresses", nameof(cluster));
        profile.AuthorizedIPRanges = own.Apply(addresses =>
            cluster.PublicRanges.Select(range => range.ToString()).Concat(addresses.Select(address => $"{address}/32")).ToImmutableArray());
        return profile;
    }

    /// <summary>Applies the name of the API server: its first label if it is private, or the prefix of its first label if it is public.</summary>
    public static void ApplyName(AksClusterArgs cluster, ManagedClusterArgs args)
    {
        if (cluster.IsPrivate)
            args.FqdnSubdomain = cluster.ClusterName;
        else
            args.DnsPrefix = cluster.ClusterName;
        args.PublicNetworkAccess = cluster.IsPrivate ? PublicNetworkAccess.Disabled : PublicNetworkAccess.Enabled;
    }

    /// <summary>Returns the host name of the API server.</summary>
    public static Output<string> Host(AksClusterArgs args, ManagedCluster cluster) => args.IsPrivate ? cluster.PrivateFQDN : cluster.Fqdn;

    /// <summary>Returns the Entra profile: only users who sign in to Entra have access. Azure RBAC and Kubernetes RBAC both grant permissions.</summary>
    public static ManagedClusterAADProfileArgs Entra(AksClusterArgs cluster) => new()
    {
        Managed = true,
        EnableAzureRBAC = true,
        TenantID = cluster.Scope.TenantId,
        AdminGroupObjectIDs = cluster.AdminGroups.ToArray(),
    };
}

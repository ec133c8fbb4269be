using System.Collections.Immutable;
using Pulumi.AzureNative.ContainerService;
using Pulumi.AzureNative.ContainerService.Inputs;

namespace K8tre.Components.Azure.Cluster;

/// <summary>Who comes to a cluster's API server: from where, under which name, and as whom.</summary>
/// <remarks>
/// https://learn.microsoft.com/azure/aks/api-server-vnet-integration, https://learn.microsoft.com/azure/aks/api-server-authorized-ip-ranges,
/// https://learn.microsoft.com/azure/aks/concepts-cluster-authorization
/// </remarks>
internal static class AksAccess
{
    /// <summary>Port of every API server.</summary>
    public const int Port = 443;

    /// <summary>From where it is reached.</summary>
    /// <exception cref="ArgumentException">It is public, and nobody said which address the cluster itself comes from.</exception>
    public static ManagedClusterAPIServerAccessProfileArgs Network(AksClusterArgs cluster)
    {
        var profile = new ManagedClusterAPIServerAccessProfileArgs
        {
            EnablePrivateCluster = cluster.IsPrivate,
            EnablePrivateClusterPublicFQDN = false,
            // A private vault answers API servers in our own network only. Nodes and pods find it there in any case.
            EnableVnetIntegration = true,
            SubnetId = cluster.Network.ApiServerSubnet,
            DisableRunCommand = true,
        };
        if (cluster.IsPrivate)
        {
            profile.PrivateDNSZone = cluster.ApiZone.Id;
            return profile;
        }
        var own = cluster.EgressAddresses
            ?? throw new ArgumentException("EgressAddresses are missing, and PublicRanges make the API server public; supply the firewall's public addresses", nameof(cluster));
        profile.AuthorizedIPRanges = own.Apply(addresses => cluster.PublicRanges.Select(range => range.ToString()).Concat(addresses.Select(address => $"{address}/32")).ToImmutableArray());
        return profile;
    }

    /// <summary>Gives it its name: of a private one, AKS takes the first label from us, and of a public one its beginning.</summary>
    public static void Name(AksClusterArgs cluster, ManagedClusterArgs args)
    {
        if (cluster.IsPrivate)
            args.FqdnSubdomain = cluster.ClusterName;
        else
            args.DnsPrefix = cluster.ClusterName;
        args.PublicNetworkAccess = cluster.IsPrivate ? PublicNetworkAccess.Disabled : PublicNetworkAccess.Enabled;
    }

    /// <summary>The name under which everybody finds it.</summary>
    public static Output<string> Host(AksClusterArgs cluster, ManagedCluster made) => cluster.IsPrivate ? made.PrivateFQDN : made.Fqdn;

    /// <summary>As whom: only who signs in to Entra. What Azure's roles do not grant there, the cluster's own may.</summary>
    public static ManagedClusterAADProfileArgs Entra(AksClusterArgs cluster) => new()
    {
        Managed = true,
        EnableAzureRBAC = true,
        TenantID = cluster.Scope.TenantId,
        AdminGroupObjectIDs = cluster.AdminGroups.ToArray(),
    };
}

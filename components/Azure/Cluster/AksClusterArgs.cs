using System.Collections.Immutable;
using System.Net;
using K8tre.Components.Azure.Dns;
using K8tre.Components.Azure.Network;
using K8tre.Components.Azure.Scope;
using K8tre.Components.Azure.Storage;
using K8tre.Components.Azure.Vaults;
using K8tre.Components.Clusters;

namespace K8tre.Components.Azure.Cluster;

/// <summary>Inputs of <see cref="AksCluster"/>.</summary>
public sealed record AksClusterArgs
{
    // The largest range that an organisation can have. A larger one is a mistake.
    private const int ShortestPublicPrefix = 8;

    /// <summary>Name of the cluster, at most 32 characters, which is Cilium's limit.</summary>
    public required string ClusterName { get; init; }

    /// <summary>Environment of the cluster.</summary>
    public required TreEnvironment Environment { get; init; }

    /// <summary>Indicates that Pulumi does not delete or replace the cluster until its protection is removed. Default: true.</summary>
    public bool IsProtected { get; init; } = true;

    /// <summary>Scope of the cluster.</summary>
    public required AzureScope Scope { get; init; }

    /// <summary>Network of the cluster, with its peering.</summary>
    public required SpokeNetwork Network { get; init; }

    /// <summary>Id of the route table that sends outgoing traffic to the firewall.</summary>
    public required Input<string> RouteTable { get; init; }

    /// <summary>Private DNS zone <c>privatelink.{region}.azmk8s.io</c> for the name of a private API server.</summary>
    public required IPrivateDnsZone ApiZone { get; init; }

    /// <summary>
    /// Public address ranges from which operators reach the API server. Default: none; the API server is private and has no public name.
    /// This cannot be changed on an existing cluster.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">A range is the whole internet, or larger than an organisation's.</exception>
    public IReadOnlyList<IPNetwork> PublicRanges
    {
        get;
        init => field = value.Where(range => range.PrefixLength < ShortestPublicPrefix).ToArray() is [var open, ..]
            ? throw new ArgumentOutOfRangeException(
                nameof(PublicRanges), open, $"supply ranges of /{ShortestPublicPrefix} or longer prefixes; none for a private API server")
            : value;
    } = [];

    /// <summary>
    /// Public addresses of the firewall, without a prefix length. A public API server must allow them: Cilium and the add-ons of AKS
    /// connect to its public name. Default: none, for a private API server.
    /// </summary>
    public Output<ImmutableArray<string>>? EgressAddresses { get; init; }

    /// <summary>Key vault with the keys of etcd and of the disks.</summary>
    public required ClusterVault Vault { get; init; }

    /// <summary>Storage account of file shares. Default: none; no workload uses file shares.</summary>
    public FileShareAccount? Shares { get; init; }

    /// <summary>Id of the container registry from which nodes may pull. Default: none; they use other registries.</summary>
    public Input<string>? Registry { get; init; }

    /// <summary>Id of the Log Analytics workspace that receives the logs of the cluster.</summary>
    public required Input<string> LogWorkspace { get; init; }

    /// <summary>Minor version of Kubernetes. AKS chooses the patch.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The version is older than <see cref="Versions.AksOldestKubernetes"/>.</exception>
    public required string KubernetesVersion
    {
        get;
        init => field = Version.Parse(value) >= Version.Parse(Versions.AksOldestKubernetes)
            ? value
            : throw new ArgumentOutOfRangeException(
                nameof(KubernetesVersion), value,
                $"supply {Versions.AksOldestKubernetes} or later: kube-proxy cannot be removed from an older version");
    }

    /// <summary>Address range of the pods.</summary>
    public required IPNetwork PodCidr { get; init; }

    /// <summary>Address range of the Services. The cluster's DNS has the tenth address.</summary>
    public required IPNetwork ServiceCidr { get; init; }

    /// <summary>Ids of the Entra groups whose members administer the cluster, at least one.</summary>
    public required IReadOnlyList<string> AdminGroups { get; init; }

    /// <summary>Availability zones of the nodes. Empty: the region has none.</summary>
    public required IReadOnlyList<string> Zones { get; init; }

    /// <summary>System node pool.</summary>
    public required AksNodePool SystemPool { get; init; }

    /// <summary>Node pools of workloads. Default: none; workloads run in the system pool.</summary>
    public IReadOnlyList<AksNodePool> UserPools { get; init; } = [];

    /// <summary>Maintenance window for upgrades.</summary>
    public required AksMaintenance Maintenance { get; init; }

    /// <summary>Add-ons. Default: Azure Policy and container logs.</summary>
    public AksAddOns AddOns { get; init; } = new();

    /// <summary>Identity of an Argo CD elsewhere that installs K8TRE in the cluster. Default: none; Argo CD gets a token.</summary>
    public ArgoCdIdentity.Entra? ArgoCd { get; init; }

    /// <summary>Sign-in method of the kubeconfig's users. Default: the Azure CLI.</summary>
    public KubeLogin Login { get; init; }

    /// <summary>Resources that must exist before the cluster, such as links to private DNS zones and the registry. Default: none.</summary>
    public IReadOnlyList<Resource> DependsOn { get; init; } = [];

    internal bool IsPrivate => PublicRanges.Count == 0;
}

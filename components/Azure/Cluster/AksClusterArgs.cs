using System.Collections.Immutable;
using System.Net;
using K8tre.Components.Azure.Monitoring;
using K8tre.Components.Azure.Network;
using K8tre.Components.Azure.Scope;
using K8tre.Components.Azure.Storage;
using K8tre.Components.Azure.Vaults;
using K8tre.Components.Clusters;

namespace K8tre.Components.Azure.Cluster;

/// <summary>Inputs of <see cref="AksCluster"/>.</summary>
public sealed record AksClusterArgs
{
    // The largest range that any organisation was ever given. A wider one is a mistake.
    private const int ShortestPublicPrefix = 8;

    /// <summary>Name of the cluster, at most 63 characters.</summary>
    public required string ClusterName { get; init; }

    /// <summary>The environment it serves.</summary>
    public required TreEnvironment Environment { get; init; }

    /// <summary>Where it goes.</summary>
    public required AzureScope Scope { get; init; }

    /// <summary>Its network.</summary>
    public required SpokeNetwork Network { get; init; }

    /// <summary>The table that sends what leaves it through the firewall.</summary>
    public required Input<string> RouteTable { get; init; }

    /// <summary>The zone <c>privatelink.{region}.azmk8s.io</c>, in which a private API server has its name.</summary>
    public required PrivateDnsZone ApiZone { get; init; }

    /// <summary>
    /// Ranges of the Internet from which operators reach the API server. Default: none, it is private and has no public name. That is decided
    /// when the cluster is made: its name cannot change afterwards.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">One is the whole Internet, or wider than any organisation's.</exception>
    public IReadOnlyList<IPNetwork> PublicRanges
    {
        get;
        init => field = value.Where(range => range.PrefixLength < ShortestPublicPrefix).Select(range => range.ToString()).FirstOrDefault() is { } open
            ? throw new ArgumentOutOfRangeException(nameof(PublicRanges), open, $"supply ranges of /{ShortestPublicPrefix} or longer prefixes; none for a private API server")
            : value;
    } = [];

    /// <summary>
    /// All public addresses of the firewall, without a length. Only a public API server asks for them: Cilium and AKS's own add-ons find that by its
    /// public name, and so from there. Default: none, for a private one.
    /// </summary>
    public Output<ImmutableArray<string>>? EgressAddresses { get; init; }

    /// <summary>The vault with its keys.</summary>
    public required ClusterVault Vault { get; init; }

    /// <summary>The account behind its shares. Default: none, nothing in it asks for shares.</summary>
    public FileShareAccount? Shares { get; init; }

    /// <summary>Id of the container registry that its nodes pull from. Default: none, they pull from others.</summary>
    public Input<string>? Registry { get; init; }

    /// <summary>Where its control plane logs.</summary>
    public required LogWorkspace Logs { get; init; }

    /// <summary>Kubernetes, minor version only: AKS chooses the patch.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It is older than <see cref="Versions.AksOldestKubernetes"/>.</exception>
    public required string KubernetesVersion
    {
        get;
        init => field = Version.Parse(value) >= Version.Parse(Versions.AksOldestKubernetes)
            ? value
            : throw new ArgumentOutOfRangeException(nameof(KubernetesVersion), value, $"supply {Versions.AksOldestKubernetes} or later: kube-proxy cannot be kept away from an older one");
    }

    /// <summary>Range of the pods' addresses.</summary>
    public required IPNetwork PodCidr { get; init; }

    /// <summary>Range of the Services' addresses. The cluster's DNS takes the tenth.</summary>
    public required IPNetwork ServiceCidr { get; init; }

    /// <summary>Ids of the Entra groups whose members administer it, one at least.</summary>
    public required IReadOnlyList<string> AdminGroups { get; init; }

    /// <summary>Availability zones of its nodes. None: the region has none.</summary>
    public required IReadOnlyList<string> Zones { get; init; }

    /// <summary>Nodes of the cluster's own services.</summary>
    public required AksNodePool SystemPool { get; init; }

    /// <summary>Nodes of workloads. Default: none, they run on those of the system.</summary>
    public IReadOnlyList<AksNodePool> UserPools { get; init; } = [];

    /// <summary>When it may be upgraded.</summary>
    public required AksMaintenance Maintenance { get; init; }

    /// <summary>What Azure runs in it besides. Default: Azure Policy, and the collection of containers' logs.</summary>
    public AksAddOns AddOns { get; init; } = new();

    /// <summary>Who an Argo CD elsewhere is that installs K8TRE in it. Default: nobody, it gets a token.</summary>
    public ArgoCdIdentity.Entra? ArgoCd { get; init; }

    /// <summary>How whoever uses the kubeconfig signs in. Default: by the Azure CLI.</summary>
    public KubeLogin Login { get; init; }

    internal bool IsPrivate => PublicRanges.Count == 0;
}

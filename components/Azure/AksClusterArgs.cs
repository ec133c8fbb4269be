using System.Net;
using K8tre.Components.Clusters;

namespace K8tre.Components.Azure;

/// <summary>Inputs of <see cref="AksCluster"/>.</summary>
public sealed record AksClusterArgs
{
    /// <summary>Name of the cluster, at most 63 characters.</summary>
    public required string ClusterName { get; init; }

    /// <summary>The stage it serves.</summary>
    public required TreEnvironment Environment { get; init; }

    /// <summary>Where it goes.</summary>
    public required AzureSite Site { get; init; }

    /// <summary>Its network.</summary>
    public required SpokeNetwork Network { get; init; }

    /// <summary>The table that sends what leaves it through the firewall.</summary>
    public required Input<string> RouteTable { get; init; }

    /// <summary>The zone <c>privatelink.{region}.azmk8s.io</c>, in which the API server has its name.</summary>
    public required PrivateZone ApiZone { get; init; }

    /// <summary>The vault with its keys.</summary>
    public required ClusterVault Vault { get; init; }

    /// <summary>The account behind its shares. Default: none, nothing in it asks for shares.</summary>
    public FileStorage? Shares { get; init; }

    /// <summary>Where its control plane logs.</summary>
    public required LogWorkspace Logs { get; init; }

    /// <summary>Kubernetes, minor version only: AKS chooses the patch.</summary>
    public required string KubernetesVersion { get; init; }

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

    /// <summary>How whoever uses the kubeconfig signs in. Default: by the Azure CLI.</summary>
    public KubeLogin Login { get; init; }
}

/// <summary>A weekly time at which a cluster may be upgraded.</summary>
/// <param name="Day">Day of the week.</param>
/// <param name="StartHour">Hour at which it starts, 0 to 23, UTC.</param>
/// <param name="Hours">How long it is, 4 to 24.</param>
public sealed record AksMaintenance(DayOfWeek Day, int StartHour, int Hours);

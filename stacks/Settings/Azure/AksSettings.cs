using System.ComponentModel.DataAnnotations;
using System.Net;
using K8tre.Components.Azure.Cluster;
using K8tre.Stacks.Settings.Reading;

namespace K8tre.Stacks.Settings.Azure;

/// <summary>AKS cluster.</summary>
/// <remarks>Each cluster has a spoke network of its own.</remarks>
[UnknownKey("write it in the aks of an environment, or remove it", "acme", "publicGateway", "dataAccount", "dataImmutableDays")]
[UnknownKey("write it in azure, for all environments", "backupRetentionDays")]
public record AksSettings
{
    /// <summary>
    /// Ids of the Entra groups whose members administer the cluster. The person who runs <c>pulumi up</c> is a member of one.
    /// </summary>
    [MinLength(1, ErrorMessage = "add the id of a group")]
    public required IReadOnlyList<string> AdminGroups { get; init; }

    /// <summary>Node pool of the cluster's own services, and of workloads if there are no user pools.</summary>
    public required AksPoolSettings SystemPool { get; init; }

    /// <summary>Node pools of workloads. If you remove a pool, its nodes are deleted.</summary>
    public IReadOnlyList<AksPoolSettings> UserPools { get; init; } = [];

    /// <summary>Kubernetes version, minor version only: AKS chooses the patch. Default: the pinned version.</summary>
    [RegularExpression(Formats.MinorVersion, ErrorMessage = Formats.MinorVersionHint)]
    public string? KubernetesVersion { get; init; }

    /// <summary>Availability zones of nodes and firewall. Write an empty list in a region without zones.</summary>
    public IReadOnlyList<string> Zones { get; init; } = ["1", "2", "3"];

    /// <summary>Address range of pods, /24 or larger. Each node takes a /24. Another range replaces the cluster.</summary>
    public IPNetwork PodCidr { get; init; } = IPNetwork.Parse("10.244.0.0/16");

    /// <summary>Address range of Services, /12 to /24. Another range replaces the cluster.</summary>
    public IPNetwork ServiceCidr { get; init; } = IPNetwork.Parse("10.245.0.0/16");

    /// <summary>Weekly time in which AKS upgrades the cluster and its nodes. Default: Sundays from 01:00 to 07:00 UTC.</summary>
    public MaintenanceSettings Maintenance { get; init; } = new();

    /// <summary>Entra sign-in that users of the kubeconfig use.</summary>
    public KubeLogin Login { get; init; }

    /// <summary>
    /// Ranges of the internet that may reach the API server. They cannot be changed later. Without ranges, the API server has no public
    /// address. Each cluster with ranges needs a waiver.
    /// </summary>
    public IReadOnlyList<IPNetwork> PublicRanges { get; init; } = [];

    /// <summary>Azure Policy in the cluster.</summary>
    public bool Policy { get; init; } = true;

    /// <summary>Output of containers in the log workspace.</summary>
    public bool ContainerLogs { get; init; } = true;

    /// <summary>Defender for Containers on the nodes. Default: true in stg and prd.</summary>
    public bool? Defender { get; init; }

    /// <summary>Driver that mounts secrets of the key vault as files. K8TRE does not need it: it uses External Secrets.</summary>
    public bool KeyVaultDriver { get; init; }
}

/// <summary>AKS cluster of an environment.</summary>
[UnknownKey("write it in azure, for all environments", "backupRetentionDays")]
public sealed record AksTargetSettings : AksSettings
{
    /// <summary>
    /// Public certificates for the gateway. Default: none. K8TRE's issuer for Azure orders none. If you remove them, the public zone is
    /// deleted.
    /// </summary>
    public AcmeSettings? Acme { get; init; }

    /// <summary>
    /// Public gateway behind a web application firewall, with the certificate in <c>k8tre:gatewayCertificates</c>. Each public gateway
    /// needs a waiver.
    /// </summary>
    public bool PublicGateway { get; init; }

    /// <summary>Storage account for data of workspaces, besides the file shares. The storage classes of K8TRE do not use it.</summary>
    public bool DataAccount { get; init; }

    /// <summary>
    /// Days in which nobody can change or delete data in that account. They cannot be set or removed later. Default: data can be changed at
    /// any time.
    /// </summary>
    [Range(1, 146000, ErrorMessage = "supply 1 to 146000")]
    public int? DataImmutableDays { get; init; }
}

using System.ComponentModel.DataAnnotations;
using System.Net;
using K8tre.Stacks.Settings.Reading;

namespace K8tre.Stacks.Settings.Aws;

/// <summary>EKS cluster.</summary>
/// <remarks>Each cluster has a VPC of its own.</remarks>
[UnknownKey(
    "write it in the eks of an environment, or remove it",
    "publicZone", "publicGateway", "backupRetentionDays", "dataBucket", "dataImmutableDays")]
public record EksSettings
{
    /// <summary>ARNs of the IAM roles and users that administer the cluster. The person who runs <c>pulumi up</c> is one of them.</summary>
    [MinLength(1, ErrorMessage = "add the ARN of a role")]
    public required IReadOnlyList<string> Administrators { get; init; }

    /// <summary>
    /// Node pools. The nodes of the first pool run the cluster's own services too. If you remove a pool, its nodes are deleted.
    /// </summary>
    [MinLength(1, ErrorMessage = "add a pool")]
    public required IReadOnlyList<EksPoolSettings> Pools { get; init; }

    /// <summary>Kubernetes version, minor version only: EKS chooses the patch. Default: the pinned version.</summary>
    [RegularExpression(Formats.MinorVersion, ErrorMessage = Formats.MinorVersionHint)]
    public string? KubernetesVersion { get; init; }

    /// <summary>
    /// Letters of two or three availability zones. Their order determines the addresses: add a third one at the end. Another letter in its
    /// place, or its removal, replaces or deletes its subnets and nodes. The first two also hold the control plane, which cannot move:
    /// never change them.
    /// </summary>
    public IReadOnlyList<string> Zones { get; init; } = ["a", "b", "c"];

    /// <summary>Address range of Services, /12 to /24. Another range replaces the cluster.</summary>
    public IPNetwork ServiceCidr { get; init; } = IPNetwork.Parse("172.20.0.0/16");

    /// <summary>
    /// Ranges of the internet that may reach the API server. Without ranges, the API server has no public address. Each cluster with ranges
    /// needs a waiver.
    /// </summary>
    public IReadOnlyList<IPNetwork> PublicRanges { get; init; } = [];
}

/// <summary>EKS cluster of an environment.</summary>
public sealed record EksTargetSettings : EksSettings
{
    /// <summary>
    /// Public zone in which the gateway's certificate proves its domain: the environment's domain, or a domain above it. The stack creates
    /// the zone. Delegate to it from its parent zone. Default: none, and the record to create elsewhere is an output. Another name replaces
    /// the zone, and its removal deletes the zone.
    /// </summary>
    [RegularExpression(Formats.DomainName, ErrorMessage = Formats.DomainNameHint)]
    public string? PublicZone { get; init; }

    /// <summary>
    /// Public gateway behind a web application firewall. Each public gateway needs a waiver. A change to false deletes the logs of the web
    /// application firewall.
    /// </summary>
    public bool PublicGateway { get; init; }

    /// <summary>Retention of backups of volumes and shared directories, in days.</summary>
    [Range(1, 3650, ErrorMessage = "supply 1 to 3650")]
    public int BackupRetentionDays { get; init; } = 35;

    /// <summary>
    /// Bucket for data and snapshots of workspaces, besides the shared directories. Only the environment's own network can read and write
    /// it. The storage classes of K8TRE do not use it.
    /// </summary>
    public bool DataBucket { get; init; }

    /// <summary>
    /// Days in which nobody can replace or delete data in that bucket. They cannot be set or removed later: that replaces the bucket, which
    /// is protected. Default: data can be changed at any time.
    /// </summary>
    [Range(1, 36500, ErrorMessage = "supply 1 to 36500")]
    public int? DataImmutableDays { get; init; }
}

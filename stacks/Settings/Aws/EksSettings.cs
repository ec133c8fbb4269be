using System.ComponentModel.DataAnnotations;
using System.Net;
using K8tre.Components.Aws.Cluster;
using K8tre.Stacks.Settings.Reading;

namespace K8tre.Stacks.Settings.Aws;

/// <summary>An EKS cluster in a network of its own.</summary>
public sealed record EksSettings
{
    /// <summary>ARNs of the IAM roles and users that administer the cluster. Whoever runs <c>pulumi up</c> is one of them.</summary>
    [MinLength(1, ErrorMessage = "add the ARN of a role")]
    public required IReadOnlyList<string> Administrators { get; init; }

    /// <summary>Kubernetes, minor version only: EKS chooses the patch. Default: the pinned one.</summary>
    [RegularExpression(Formats.MinorVersion, ErrorMessage = Formats.MinorVersionHint)]
    public string? KubernetesVersion { get; init; }

    /// <summary>Availability zones, each by its letter, two or three. Their order decides the addresses: a new one comes last. Default: a, b and c.</summary>
    public IReadOnlyList<string> Zones { get; init; } = ["a", "b", "c"];

    /// <summary>Nodes. Those of the first pool run the cluster's own services too.</summary>
    [MinLength(1, ErrorMessage = "add a pool")]
    public required IReadOnlyList<EksPoolSettings> Pools { get; init; }

    /// <summary>Range of the Services' addresses, /12 to /24. Default: 172.20.0.0/16.</summary>
    public IPNetwork ServiceCidr { get; init; } = IPNetwork.Parse("172.20.0.0/16");

    /// <summary>
    /// Ranges of the internet that may reach its API server. Default: none, it has no address there. A waiver answers for each cluster that has some.
    /// </summary>
    public IReadOnlyList<IPNetwork> PublicRanges { get; init; } = [];

    /// <summary>
    /// Public zone in which the certificate of the gateway proves its domain: the environment's domain, or one above it. The stack makes it, its parent
    /// delegates to it. Default: none, the record that proves it is an output.
    /// </summary>
    [RegularExpression(Formats.DomainName, ErrorMessage = Formats.DomainNameHint)]
    public string? PublicZone { get; init; }

    /// <summary>Whether the gateway is reached from the internet too, through a web firewall. Default: false. A waiver answers for it.</summary>
    public bool PublicGateway { get; init; }

    /// <summary>How many days backups of volumes and shared directories are kept. Default: 35.</summary>
    [Range(1, 3650, ErrorMessage = "supply 1 to 3650")]
    public int BackupRetentionDays { get; init; } = 35;

    /// <summary>
    /// Whether the environment has a bucket for data and snapshots of workspaces beside its shared directories, which K8TRE's own classes do not use; its own
    /// network alone reads and writes it. Default: false.
    /// </summary>
    public bool DataBucket { get; init; }

    /// <summary>Days in which nobody replaces or deletes what was written to that bucket; decided when it is made. Default: none.</summary>
    [Range(1, 36500, ErrorMessage = "supply 1 to 36500")]
    public int? DataImmutableDays { get; init; }
}

/// <summary>Nodes of one kind, the same in each zone.</summary>
public sealed record EksPoolSettings
{
    /// <summary>Name of the pool, unique in the cluster.</summary>
    [RegularExpression("^[a-z][a-z0-9-]{0,15}$", ErrorMessage = "write 1 to 16 lower-case letters, digits and dashes, starting with a letter")]
    public required string Name { get; init; }

    /// <summary>Types of its machines, like <c>m6i.2xlarge</c>, all as large as one another, of amd64: K8TRE has no other images.</summary>
    [MinLength(1, ErrorMessage = "add a type")]
    public required IReadOnlyList<string> InstanceTypes { get; init; }

    /// <summary>Nodes of each zone that are always there.</summary>
    [Range(0, 300, ErrorMessage = "supply 0 to 300")]
    public required int MinNodesPerZone { get; init; }

    /// <summary>Nodes that the autoscaler has in each zone at most, more than are always there.</summary>
    [Range(1, 300, ErrorMessage = "supply 1 to 300")]
    public required int MaxNodesPerZone { get; init; }

    /// <summary>Disk of a node. Default: 100.</summary>
    [Range(20, 16384, ErrorMessage = "supply 20 to 16384")]
    public int DiskSizeGiB { get; init; } = 100;

    /// <summary>What they run. Default: amazonLinux.</summary>
    public EksImage Image { get; init; }

    /// <summary>Labels of its nodes, each <c>key=value</c>. Default: none.</summary>
    public IReadOnlyList<string> Labels { get; init; } = [];

    /// <summary>Taints of its nodes, each <c>key=value:Effect</c>. Default: none. The first pool has none.</summary>
    public IReadOnlyList<string> Taints { get; init; } = [];

    /// <summary>Whether AWS may take its nodes away at any time, for less money. Default: false.</summary>
    public bool Spot { get; init; }
}

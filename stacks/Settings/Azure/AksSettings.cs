using System.ComponentModel.DataAnnotations;
using System.Net;
using K8tre.Components.Azure.Cluster;
using K8tre.Stacks.Settings.Reading;

namespace K8tre.Stacks.Settings.Azure;

/// <summary>An AKS cluster in a network of its own.</summary>
public sealed record AksSettings
{
    /// <summary>Ids of the Entra groups whose members administer the cluster. Whoever runs <c>pulumi up</c> is a member of one.</summary>
    [MinLength(1, ErrorMessage = "add the id of a group")]
    public required IReadOnlyList<string> AdminGroups { get; init; }

    /// <summary>Kubernetes, minor version only: AKS chooses the patch. Default: the pinned one.</summary>
    [RegularExpression(Formats.MinorVersion, ErrorMessage = Formats.MinorVersionHint)]
    public string? KubernetesVersion { get; init; }

    /// <summary>Availability zones of nodes and firewall. Default: 1, 2 and 3; none where the region has none.</summary>
    public IReadOnlyList<string> Zones { get; init; } = ["1", "2", "3"];

    /// <summary>Nodes of the cluster's own services, and of workloads where there are no others.</summary>
    public required AksPoolSettings SystemPool { get; init; }

    /// <summary>Nodes of workloads. Default: none.</summary>
    public IReadOnlyList<AksPoolSettings> UserPools { get; init; } = [];

    /// <summary>Range of the pods' addresses, /24 or larger: every node takes a /24. Default: 10.244.0.0/16.</summary>
    public IPNetwork PodCidr { get; init; } = IPNetwork.Parse("10.244.0.0/16");

    /// <summary>Range of the Services' addresses, /12 to /24. Default: 10.245.0.0/16.</summary>
    public IPNetwork ServiceCidr { get; init; } = IPNetwork.Parse("10.245.0.0/16");

    /// <summary>When AKS may upgrade the cluster and its nodes. Default: Sundays at 1 o'clock UTC, for six hours.</summary>
    public MaintenanceSettings Maintenance { get; init; } = new();

    /// <summary>How whoever uses the kubeconfig signs in to Entra. Default: <c>azureCli</c>.</summary>
    public KubeLogin Login { get; init; }

    /// <summary>
    /// Ranges of the internet that may reach its API server; decided when the cluster is made. Default: none, it has no address there. A waiver answers
    /// for each cluster that has some.
    /// </summary>
    public IReadOnlyList<IPNetwork> PublicRanges { get; init; } = [];

    /// <summary>
    /// Whether the gateway is reached from the internet too, through a web firewall, with the certificate in <c>k8tre:gatewayCertificates</c>. Default:
    /// false. A waiver answers for it.
    /// </summary>
    public bool PublicGateway { get; init; }

    /// <summary>Whether Azure Policy looks into the cluster. Default: true.</summary>
    public bool Policy { get; init; } = true;

    /// <summary>Whether what containers write goes to the log workspace. Default: true.</summary>
    public bool ContainerLogs { get; init; } = true;

    /// <summary>Whether Defender watches the nodes while they run. Default: as the environment has it: in stg and prd.</summary>
    public bool? Defender { get; init; }

    /// <summary>Whether pods can mount secrets of the vault as files. Default: false, K8TRE reads them by External Secrets.</summary>
    public bool KeyVaultDriver { get; init; }

    /// <summary>How many days backups of volumes and of the cluster's objects are kept. Default: 30.</summary>
    [Range(1, 360, ErrorMessage = "supply 1 to 360")]
    public int BackupRetentionDays { get; init; } = 30;

    /// <summary>Whether the environment has an account for data of workspaces beside its shares, which K8TRE's own classes do not use. Default: false.</summary>
    public bool DataAccount { get; init; }

    /// <summary>Days in which nobody changes or deletes what was written to that account; decided when it is made. Default: none.</summary>
    [Range(1, 146000, ErrorMessage = "supply 1 to 146000")]
    public int? DataImmutableDays { get; init; }

    /// <summary>Public certificates for the gateway. Default: none, K8TRE's issuer for Azure orders none.</summary>
    public AcmeSettings? Acme { get; init; }
}

/// <summary>Nodes of one kind.</summary>
public sealed record AksPoolSettings
{
    /// <summary>Name of the pool, unique in the cluster.</summary>
    [RegularExpression(Formats.NodePoolName, ErrorMessage = Formats.NodePoolNameHint)]
    public required string Name { get; init; }

    /// <summary>Size of its machines, like <c>Standard_D4ds_v5</c>, of amd64: K8TRE has no other images.</summary>
    [RegularExpression(Formats.VmSize, ErrorMessage = Formats.VmSizeHint)]
    public required string VmSize { get; init; }

    /// <summary>Nodes that are always there.</summary>
    [Range(0, 1000, ErrorMessage = "supply 0 to 1000")]
    public required int MinNodes { get; init; }

    /// <summary>Nodes that the autoscaler makes of them at most.</summary>
    [Range(1, 1000, ErrorMessage = "supply 1 to 1000")]
    public required int MaxNodes { get; init; }

    /// <summary>Whether its machines have GPUs, for which AKS installs NVIDIA's driver; decided when the pool is made. Default: false.</summary>
    public bool Gpu { get; init; }

    /// <summary>Labels of its nodes, each <c>key=value</c>. Default: none.</summary>
    public IReadOnlyList<string> Labels { get; init; } = [];

    /// <summary>Taints of its nodes, each <c>key=value:Effect</c>. Default: none.</summary>
    public IReadOnlyList<string> Taints { get; init; } = [];

    /// <summary>Whether Azure may take its nodes away at any time, for less money. Default: false.</summary>
    public bool Spot { get; init; }
}

/// <summary>A weekly time for upgrades.</summary>
public sealed record MaintenanceSettings
{
    /// <summary>Day of the week. Default: sunday.</summary>
    public DayOfWeek Day { get; init; } = DayOfWeek.Sunday;

    /// <summary>Hour at which it starts, UTC. Default: 1.</summary>
    [Range(0, 23, ErrorMessage = "supply 0 to 23")]
    public int StartHour { get; init; } = 1;

    /// <summary>How many hours it is long. Default: 6.</summary>
    [Range(4, 24, ErrorMessage = "supply 4 to 24")]
    public int Hours { get; init; } = 6;
}

/// <summary>How cert-manager orders public certificates.</summary>
public sealed record AcmeSettings
{
    /// <summary>Mail address to which Let's Encrypt writes.</summary>
    [RegularExpression(Formats.MailAddress, ErrorMessage = Formats.MailAddressHint)]
    public required string Email { get; init; }

    /// <summary>Public zone in which it answers challenges: the environment's domain, or one above it. The stack makes it, its parent delegates to it.</summary>
    [RegularExpression(Formats.DomainName, ErrorMessage = Formats.DomainNameHint)]
    public required string Zone { get; init; }
}

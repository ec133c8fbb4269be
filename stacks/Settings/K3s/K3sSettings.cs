using System.ComponentModel.DataAnnotations;
using System.Net;
using K8tre.Components.Addresses;
using K8tre.Components.OnPrem;
using K8tre.Stacks.Settings.Reading;

namespace K8tre.Stacks.Settings.K3s;

/// <summary>K3s cluster.</summary>
/// <remarks>The cluster runs on hosts that exist already.</remarks>
[UnknownKey("write it in the k3s of an environment, or remove it", "encryptVolumes", "loadBalancerRange", "nfsClass",
    "nfsExports", "resolver", "volumeBackups")]
public record K3sSettings
{
    /// <summary>Network that the hosts share. Free addresses of it serve as addresses of load balancers.</summary>
    public required IPNetwork NodeCidr { get; init; }

    /// <summary>
    /// Hosts of the control plane, which run workloads too: one, three or five. If you remove a host, its node is removed from the cluster.
    /// </summary>
    [MinLength(1, ErrorMessage = "add the host of the server")]
    public required IReadOnlyList<HostSettings> Servers { get; init; }

    /// <summary>Hosts that run workloads only. If you remove a host, its node is removed from the cluster.</summary>
    public IReadOnlyList<HostSettings> Agents { get; init; } = [];

    /// <summary>Stable address of the API server. Required with several servers. Default: the address of the only server.</summary>
    public ApiEndpointSettings? ApiEndpoint { get; init; }

    /// <summary>Address range of pods, /24 or larger. Each node takes a /24.</summary>
    public IPNetwork PodCidr { get; init; } = IPNetwork.Parse("10.42.0.0/16");

    /// <summary>IPv6 address range of pods, /104 to /112, for a dual-stack cluster. Each node takes a /120. Default: none.</summary>
    public IPv6Range? PodCidrV6 { get; init; }

    /// <summary>Address range of Services, /8 to /24.</summary>
    public IPNetwork ServiceCidr { get; init; } = IPNetwork.Parse("10.43.0.0/16");

    /// <summary>IPv6 address range of Services, /64 to /124, for a dual-stack cluster. Default: none.</summary>
    public IPv6Range? ServiceCidrV6 { get; init; }

    /// <summary>K3s version. Upgrade one minor version at a time. A downgrade is refused. Default: the pinned version.</summary>
    [RegularExpression(Formats.K3sVersion, ErrorMessage = Formats.K3sVersionHint)]
    public string? Version { get; init; }

    /// <summary>Source of the K3s binary and images. Default: the page of the release, with its checksums.</summary>
    public K3sArtefactSettings Artefacts { get; init; } = new();

    /// <summary>Registries that nodes pull images from. Default: those that the images name.</summary>
    public RegistrySettings Registries { get; init; } = new();

    /// <summary>HTTP proxy between the nodes and the internet. Default: none.</summary>
    public ProxySettings? Proxy { get; init; }

    /// <summary>Snapshots of etcd. Default: two snapshots a day. Each server keeps ten.</summary>
    public SnapshotSettings Snapshots { get; init; } = new();

    /// <summary>
    /// Pod security level of namespaces that declare none. The level <c>privileged</c> needs a waiver. The level <c>restricted</c> is for a
    /// management cluster: K8TRE's pods do not start with it.
    /// </summary>
    public PodSecurityLevel PodSecurity { get; init; } = PodSecurityLevel.Baseline;

    /// <summary>
    /// Namespaces that are exempt from it, besides kube-system and, in an environment, those of K8TRE whose pods need access to the host:
    /// metallb-system, storage-system, object-storage, ad and, in <c>prd</c>, observability.
    /// </summary>
    public IReadOnlyList<string> PodSecurityExemptions { get; init; } = [];

    /// <summary>Installs missing Debian packages. If the hosts reach no mirror, install the packages yourself.</summary>
    public bool InstallPackages { get; init; } = true;

    /// <summary>
    /// Refuses hosts that together have too little CPU, memory or space for the pods and volumes of K8TRE and of the platform. Write
    /// <c>false</c> for a test cluster, in which pods stay pending.
    /// </summary>
    public bool CheckCapacity { get; init; } = true;

    /// <summary>Time limit for draining a node, in minutes.</summary>
    [Range(1, 240, ErrorMessage = "supply 1 to 240")]
    public int DrainTimeoutMinutes { get; init; } = 5;

    /// <summary>
    /// Ends pods that nothing starts again, such as the notebooks of JupyterHub, when an upgrade or a removal drains their node. By
    /// default, such a pod stops the deployment before its node is cordoned. Tell the users, write <c>true</c> for a maintenance window,
    /// and take it back.
    /// </summary>
    public bool ForceDrain { get; init; }

    /// <summary>
    /// Number of agents that an upgrade drains at the same time, from 1 to 50, or a share of the cluster's agents, like <c>25%</c>, which
    /// is at least one agent. Budgets of pods are respected.
    /// </summary>
    public AgentShare AgentsAwayAtOnce { get; init; } = AgentShare.Parse("25%");

    /// <summary>Number of agents that are installed at the same time. Through a bastion at most 10.</summary>
    [Range(1, 50, ErrorMessage = "supply 1 to 50; K3s recommends no more")]
    public int AgentsAtOnce { get; init; } = 50;

    /// <summary>
    /// Generation of the hosts' configuration. Another number runs all steps again and undoes manual changes on the hosts.
    /// </summary>
    [Range(1, 1_000_000, ErrorMessage = "supply 1 to 1000000")]
    public int ApplyGeneration { get; init; } = 1;

    /// <summary>Generation of the passwords with which nodes join. Another number rotates them.</summary>
    [Range(1, 1_000_000, ErrorMessage = "supply 1 to 1000000")]
    public int TokenGeneration { get; init; } = 1;

    /// <summary>
    /// Generation of the certificates that the platform has read: the cluster's CA and the administrator's kubeconfig. Another number reads
    /// them again, after a rotation of the CA or before the administrator's certificate ends.
    /// </summary>
    [Range(1, 1_000_000, ErrorMessage = "supply 1 to 1000000")]
    public int CertificateGeneration { get; init; } = 1;

    /// <summary>Encryption of Secrets. Default: with keys of K3s, on the servers' disks.</summary>
    public SecretsEncryptionSettings SecretsEncryption { get; init; } = new();

    /// <summary>
    /// Generation of the keys that encrypt Secrets. Another number rotates them. With a KMS, it encrypts all Secrets again with the KMS's
    /// newest key.
    /// </summary>
    [Range(1, 1_000_000, ErrorMessage = "supply 1 to 1000000")]
    public int EncryptionKeyGeneration { get; init; } = 1;

    /// <summary>Name of a snapshot to take now. Another name takes another snapshot. Default: none.</summary>
    [RegularExpression(Formats.DnsLabel, ErrorMessage = Formats.DnsLabelHint)]
    public string? TakeSnapshot { get; init; }

    /// <summary>Path of a snapshot to restore once, on the first server that is not lost. Default: none.</summary>
    [RegularExpression(Formats.AbsolutePath, ErrorMessage = Formats.AbsolutePathHint)]
    public string? RestoreFrom { get; init; }

    /// <summary>
    /// Name of this cluster, to delete the data of nodes (etcd, local volumes) when they are removed. Default: none. The data stays on the
    /// hosts.
    /// </summary>
    public string? RemoveDataOf { get; init; }
}

/// <summary>K3s cluster of an environment.</summary>
public sealed record K3sTargetSettings : K3sSettings
{
    /// <summary>
    /// Addresses that MetalLB gives to Services, at least three, inside <see cref="K3sSettings.NodeCidr"/>. Nothing else uses them.
    /// </summary>
    public required IPv4Range LoadBalancerRange { get; init; }

    /// <summary>
    /// IPv4 address of the DNS resolver for names outside the cluster, which every host reaches. Default: the default gateway of the hosts.
    /// </summary>
    [RegularExpression(Formats.HostAddress, ErrorMessage = Formats.HostAddressHint)]
    public string? Resolver { get; init; }

    /// <summary>
    /// Backups of all Longhorn volumes. Default: one a night, if <see cref="SnapshotSettings.S3"/> is set. Of each volume, 14 are kept.
    /// </summary>
    public VolumeBackupSettings? VolumeBackups { get; init; }

    /// <summary>
    /// NFS exports that pods can mount. Each becomes a volume. If you remove one, its volume is deleted. The data stays on the NFS server.
    /// </summary>
    public IReadOnlyList<NfsExportSettings> NfsExports { get; init; } = [];

    /// <summary>
    /// NFS export for the storage class <c>nfs</c>, whose volumes are folders of the export. Default: there is no such class.
    /// </summary>
    public NfsClassSettings? NfsClass { get; init; }

    /// <summary>
    /// Encrypts new Longhorn volumes and their backups with the source secret <c>longhorn-crypto</c>, and installs cryptsetup. Volumes that
    /// exist stay as they are. If you take it back, encrypted volumes stay encrypted.
    /// </summary>
    public bool EncryptVolumes { get; init; }
}

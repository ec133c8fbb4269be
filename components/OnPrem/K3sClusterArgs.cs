using System.Globalization;
using System.Net;
using K8tre.Components.Clusters;
using K8tre.Components.OnPrem.Ssh;

namespace K8tre.Components.OnPrem;

/// <summary>Inputs of <see cref="K3sCluster"/>.</summary>
public sealed record K3sClusterArgs
{
    /// <summary>Name of the cluster, at most 32 characters, which is Cilium's limit.</summary>
    public required string ClusterName { get; init; }

    /// <summary>Environment that the cluster serves.</summary>
    public required TreEnvironment Environment { get; init; }

    /// <summary>Indicates that Pulumi does not delete the cluster until its protection is removed. Default: true.</summary>
    public bool IsProtected { get; init; } = true;

    /// <summary>The operator's name for the location.</summary>
    public required string Region { get; init; }

    /// <summary>Hosts of the control plane: one, three or five. They also run workloads.</summary>
    /// <exception cref="ArgumentException">There is none, or the number is even: etcd needs a majority.</exception>
    public required IReadOnlyList<SshHost> Servers
    {
        get;
        init => field = value.Count(host => !host.IsLost) is > 0 and var count && (count % 2 == 1 || count < value.Count)
            ? value
            : throw new ArgumentException($"{value.Count} servers; supply one, three or five: etcd needs a majority", nameof(Servers));
    }

    /// <summary>Hosts that only run workloads. Default: none.</summary>
    public IReadOnlyList<SshHost> Agents { get; init; } = [];

    /// <summary>Stable address of the API. Default: the address of the first server.</summary>
    public K3sEndpoint? Endpoint { get; init; }

    /// <summary>Range of the pods' addresses.</summary>
    public required IPNetwork PodCidr { get; init; }

    /// <summary>IPv6 range of the pods' addresses, for a dual-stack cluster. Default: none.</summary>
    public IPNetwork? PodCidrV6 { get; init; }

    /// <summary>Range of the Services' addresses. The tenth address is that of the cluster's DNS.</summary>
    public required IPNetwork ServiceCidr { get; init; }

    /// <summary>IPv6 range of the Services' addresses, for a dual-stack cluster. Default: none.</summary>
    public IPNetwork? ServiceCidrV6 { get; init; }

    /// <summary>K3s release to run. Default: the pinned one, from its release page.</summary>
    public K3sRelease Release { get; init; } = new() { Version = Versions.K3s.Version };

    /// <summary>Registries that nodes pull images from. Default: the registries in the names of the images.</summary>
    public ImageRegistries Registries { get; init; } = new();

    /// <summary>HTTP proxy of the nodes. Default: none.</summary>
    public HttpProxy? Proxy { get; init; }

    /// <summary>Scheduled snapshots of etcd. Default: twice a day, kept on the servers.</summary>
    public K3sSnapshots Snapshots { get; init; } = new();

    /// <summary>Backups of Longhorn's volumes. Default: none.</summary>
    public VolumeBackups? VolumeBackups { get; init; }

    /// <summary>Pod security level of namespaces without a level of their own. Default: <see cref="PodSecurityLevel.Baseline"/>.</summary>
    public PodSecurityLevel PodSecurity { get; init; } = PodSecurityLevel.Baseline;

    /// <summary>
    /// Namespaces that are exempt from it. Default: K3s's own. K8TRE needs <see cref="K8trePodSecurity.Privileged"/>.
    /// </summary>
    public IReadOnlyCollection<string> PodSecurityExemptions { get; init; } = ["kube-system"];

    /// <summary>True if missing packages are installed on the hosts. Default: true.</summary>
    public bool InstallsPackages { get; init; } = true;

    /// <summary>Addresses that must be unused until the cluster exists. Default: none.</summary>
    public IReadOnlyList<string> FreeAddresses { get; init; } = [];

    /// <summary>Capacity that the hosts must have together. Default: none; it is not checked.</summary>
    public HostNeeds? Needs { get; init; }

    /// <summary>Resolver of the cluster for names outside it, which every host must reach. Default: none; it is not checked.</summary>
    public NameResolver? Resolver { get; init; }

    /// <summary>NFS servers that every node must reach. Default: none.</summary>
    public IReadOnlyList<string> NfsServers { get; init; } = [];

    /// <summary>
    /// True if Longhorn encrypts new volumes, which needs a package and a kernel module on every node. Default: false.
    /// </summary>
    public bool EncryptsVolumes { get; init; }

    /// <summary>Time limit of a node's drain. Default: 5 minutes.</summary>
    public TimeSpan DrainTimeout { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>
    /// True if a drain also ends pods that no controller creates again, such as notebooks. Default: false, they stop the deployment.
    /// </summary>
    public bool ForcesDrain { get; init; }

    /// <summary>Maximum number of agents that are drained at the same time in an upgrade, or their share. Default: 25 %.</summary>
    public AgentShare AgentsAwayAtOnce { get; init; } = AgentShare.Parse("25%");

    /// <summary>
    /// Maximum number of agents that are installed at the same time, at least 1. Through a bastion at most ten. Default: 50, as K3s
    /// recommends.
    /// </summary>
    public int AgentsAtOnce { get; init; } = 50;

    /// <summary>Generation of the hosts' steps. Another number causes all of them to run again. Default: 1.</summary>
    public int ApplyGeneration { get; init; } = 1;

    /// <summary>Password that servers join with. Default: a random one. Secret.</summary>
    public Input<string>? Token { get; init; }

    /// <summary>Generation of the random passwords. Another number rotates them. Default: 1.</summary>
    public int TokenGeneration { get; init; } = 1;

    /// <summary>
    /// Generation of the certificates. Another number reads the hash of the CA and the administrator's kubeconfig again. Default: 1.
    /// </summary>
    public int CertificateGeneration { get; init; } = 1;

    /// <summary>Generation of the keys that encrypt Secrets. Another number rotates them. Default: 1.</summary>
    public int EncryptionKeyGeneration { get; init; } = 1;

    /// <summary>Encryption of Secrets. Default: K3s's own keys, with secretbox.</summary>
    public SecretsEncryption Encryption { get; init; } = new();

    /// <summary>Path on the first server of a snapshot to restore once. Default: none.</summary>
    public string? RestoreFrom { get; init; }

    /// <summary>Name of a snapshot to take once. Default: none.</summary>
    public string? SnapshotName { get; init; }

    /// <summary>True if the data of a removed node is deleted: etcd, local volumes, images. Default: false.</summary>
    public bool RemovesData { get; init; }

    /// <summary>
    /// Maximum number of agents that are drained, and that are admitted, at the same time. Both happen on the first server. By default, its
    /// SSH server begins to refuse when ten sign-ins are not complete (<c>MaxStartups</c>).
    /// </summary>
    internal const int StepsOnFirstServer = 5;

    /// <summary>Maximum number of agents on which steps run at the same time.</summary>
    internal int AgentsInAWave =>
        Agents.Any(host => host.Bastion is not null) ? Math.Min(AgentsAtOnce, BastionSlots.Count) : AgentsAtOnce;

    /// <summary>Address of the API as clients and agents reach it.</summary>
    internal string ApiAddress => Endpoint?.Address ?? FirstServer.Address;

    /// <summary>URL of the API as clients and agents reach it.</summary>
    internal string ApiUrl => new UriBuilder("https", ApiAddress, K3sEndpoint.ApiPort).Uri.GetLeftPart(UriPartial.Authority);

    /// <summary>Servers and agents.</summary>
    internal IReadOnlyList<SshHost> Hosts => [.. Servers, .. Agents];

    /// <summary>Servers whose hosts are not lost, in the order in which they change.</summary>
    internal IReadOnlyList<SshHost> LiveServers => [.. Servers.Where(host => !host.IsLost)];

    /// <summary>Servers whose hosts are lost.</summary>
    internal IEnumerable<SshHost> LostServers => Servers.Where(host => host.IsLost);

    /// <summary>Agents whose hosts are lost.</summary>
    internal IEnumerable<SshHost> LostAgents => Agents.Where(host => host.IsLost);

    /// <summary>First server that is not lost. It starts the cluster, and runs the commands that concern the whole cluster.</summary>
    internal SshHost FirstServer => LiveServers[0];

    /// <summary><see cref="ApplyGeneration"/> as an input of scripts.</summary>
    internal string Generation => ApplyGeneration.ToString(CultureInfo.InvariantCulture);

    /// <summary><see cref="ForcesDrain"/> as an input of scripts.</summary>
    internal string ForceDrain => ForcesDrain ? "yes" : "no";

    /// <summary><see cref="DrainTimeout"/> in seconds, as an input of scripts.</summary>
    internal string DrainSeconds => DrainTimeout.TotalSeconds.ToString("F0", CultureInfo.InvariantCulture);
}

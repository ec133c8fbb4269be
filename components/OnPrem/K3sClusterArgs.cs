using System.Globalization;
using System.Net;
using K8tre.Components.Clusters;
using K8tre.Components.OnPrem.Node;
using K8tre.Components.OnPrem.Ssh;

namespace K8tre.Components.OnPrem;

/// <summary>Inputs of <see cref="K3sCluster"/>.</summary>
public sealed record K3sClusterArgs
{
    /// <summary>Name of the cluster, at most 63 characters.</summary>
    public required string ClusterName { get; init; }

    /// <summary>The environment it serves.</summary>
    public required TreEnvironment Environment { get; init; }

    /// <summary>The operator's name for the site.</summary>
    public required string Region { get; init; }

    /// <summary>Hosts of the control plane, which run workloads too: one, three or five.</summary>
    /// <exception cref="ArgumentException">None, or an even number: etcd needs a majority.</exception>
    public required IReadOnlyList<SshHost> Servers
    {
        get;
        init => field = value.Count(host => !host.IsLost) is > 0 and var count && (count % 2 == 1 || count < value.Count)
            ? value
            : throw new ArgumentException($"{value.Count} servers; supply one, three or five: etcd needs a majority", nameof(Servers));
    }

    /// <summary>Hosts that run workloads only. Default: none.</summary>
    public IReadOnlyList<SshHost> Agents { get; init; } = [];

    /// <summary>The API's stable address. Default: none, that of the only server.</summary>
    public K3sEndpoint? Endpoint { get; init; }

    /// <summary>Range of the pods' addresses.</summary>
    public required IPNetwork PodCidr { get; init; }

    /// <summary>IPv6 range of the pods' addresses, for a cluster of both families. Default: none.</summary>
    public IPNetwork? PodCidrV6 { get; init; }

    /// <summary>Range of the Services' addresses. The cluster's DNS takes the tenth.</summary>
    public required IPNetwork ServiceCidr { get; init; }

    /// <summary>IPv6 range of the Services' addresses, for a cluster of both families. Default: none.</summary>
    public IPNetwork? ServiceCidrV6 { get; init; }

    /// <summary>The K3s to run. Default: the pinned one, from its release page.</summary>
    public K3sRelease Release { get; init; } = new() { Version = Versions.K3s.Version };

    /// <summary>Where nodes pull images. Default: the registries that the images name.</summary>
    public ImageRegistries Registries { get; init; } = new();

    /// <summary>Proxy on the way to the internet. Default: none.</summary>
    public HttpProxy? Proxy { get; init; }

    /// <summary>The snapshots of etcd. Default: twice a day, kept on the servers.</summary>
    public K3sSnapshots Snapshots { get; init; } = new();

    /// <summary>What pods may do in a namespace that says nothing itself. Default: <see cref="PodSecurityLevel.Baseline"/>.</summary>
    public PodSecurityLevel PodSecurity { get; init; } = PodSecurityLevel.Baseline;

    /// <summary>Namespaces to which that does not apply. Default: those of the platform that reach into the host.</summary>
    public IReadOnlyCollection<string> PodSecurityExemptions { get; init; } = ["kube-system", "longhorn-system", "metallb-system"];

    /// <summary>Whether missing packages are installed on the hosts. Default: true.</summary>
    public bool InstallsPackages { get; init; } = true;

    /// <summary>Addresses that nobody may use before the cluster does. Default: none.</summary>
    public IReadOnlyList<string> FreeAddresses { get; init; } = [];

    /// <summary>NFS servers that every node must reach. Default: none.</summary>
    public IReadOnlyList<string> NfsServers { get; init; } = [];

    /// <summary>How long the pods of a node may take to go. Default: 5 minutes.</summary>
    public TimeSpan DrainTimeout { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>Agents that an upgrade may take away at the same time, at least 1. Default: 1.</summary>
    public int AgentsAwayAtOnce { get; init; } = 1;

    /// <summary>Agents that are installed at the same time, at least 1. Default: 50, as K3s advises.</summary>
    public int AgentsAtOnce { get; init; } = 50;

    /// <summary>Which run of the hosts' steps: another number runs all of them again. Default: 1.</summary>
    public int ApplyGeneration { get; init; } = 1;

    /// <summary>Password by which servers join. Default: a random one. Secret.</summary>
    public Input<string>? Token { get; init; }

    /// <summary>Which random passwords: another number rotates them. Default: 1.</summary>
    public int TokenGeneration { get; init; } = 1;

    /// <summary>Which keys encrypt Secrets: another number rotates them. Default: 1.</summary>
    public int EncryptionKeyGeneration { get; init; } = 1;

    /// <summary>Snapshot to bring back, once: its path on the first server. Default: none.</summary>
    public string? RestoreFrom { get; init; }

    /// <summary>Name of a snapshot to take, once. Default: none.</summary>
    public string? SnapshotName { get; init; }

    /// <summary>Whether a node that is removed loses its data: etcd, local volumes, images. Default: false.</summary>
    public bool RemovesData { get; init; }

    /// <summary>Address of the API as clients and agents reach it.</summary>
    internal string ApiAddress => Endpoint?.Address ?? LiveServers[0].Address;

    /// <summary>URL of the API as clients and agents reach it.</summary>
    internal string ApiUrl => new UriBuilder("https", ApiAddress, K3sServer.ApiPort).Uri.GetLeftPart(UriPartial.Authority);

    /// <summary>The servers whose hosts are not lost, in the order in which they change.</summary>
    internal IReadOnlyList<SshHost> LiveServers => [.. Servers.Where(host => !host.IsLost)];

    /// <summary>What every step of a host comes after, so that it runs again when the number does.</summary>
    internal string Generation => ApplyGeneration.ToString(CultureInfo.InvariantCulture);

    internal string DrainSeconds => DrainTimeout.TotalSeconds.ToString("F0", CultureInfo.InvariantCulture);
}

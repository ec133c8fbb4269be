using K8tre.Components.Clusters;
using K8tre.Components.Network;

namespace K8tre.Components.OnPrem;

/// <summary>Capacity that the hosts of a cluster must have together for the pods and volumes of K8TRE and of the platform.</summary>
/// <remarks>
/// K8TRE: requests and claims in all manifests of https://github.com/k8tre/k8tre/tree/d9ff2e1 for K3s, without desktops and notebooks.
/// K3s: https://docs.k3s.io/reference/resource-profiling. Longhorn:
/// https://longhorn.io/docs/1.7.2/references/settings/#guaranteed-instance-manager-cpu
/// </remarks>
public sealed record HostNeeds
{
    /// <summary>Part of a host's CPU that Longhorn's instance manager requests, in percent.</summary>
    internal const int LonghornCpuPercent = 12;

    /// <summary>Part of a disk that Longhorn does not give to volumes, in percent.</summary>
    internal const int LonghornReservePercent = 30;

    // CoreDNS and the metrics server, which K3s installs.
    private static readonly Requests K3s = new(200, 140);

    private static readonly Requests K8tre = new(3500, 5310);

    /// <summary>Requests of all pods, without those that every host has.</summary>
    public required Requests Requests { get; init; }

    /// <summary>Size of all replicas of the volumes in MiB. Default: 0; the cluster has no volumes.</summary>
    public int VolumesMiB { get; init; }

    /// <summary>Returns the needs of a cluster without K8TRE and Argo CD.</summary>
    /// <param name="nodes">Number of nodes on which pods without tolerations run.</param>
    public static HostNeeds Empty(int nodes) => new() { Requests = K3s + Cilium.RequestsOf(nodes) };

    /// <summary>Returns the needs with those of K8TRE in an environment.</summary>
    /// <param name="environment">The environment.</param>
    /// <param name="replicas">Number of replicas of each volume.</param>
    public HostNeeds WithK8tre(TreEnvironment environment, int replicas) => this with
    {
        Requests = Requests + K8tre,
        VolumesMiB = VolumesMiB + (replicas * ClaimsMiB(environment)),
    };

    /// <summary>Returns the needs with those of other pods.</summary>
    public HostNeeds With(Requests requests) => this with { Requests = Requests + requests };

    /// <summary>Returns what every host of a role keeps for K3s, kube-vip and Cilium's agent.</summary>
    internal static Requests ReservedOn(string role) => Cilium.RequestsOnEveryNode + (role == "server" ? new(210, 1632) : new(50, 275));

    // 38.5 GiB, and 10 GiB of the monitoring that only production has.
    private static int ClaimsMiB(TreEnvironment environment) => environment == TreEnvironment.Prd ? 49_664 : 39_424;
}

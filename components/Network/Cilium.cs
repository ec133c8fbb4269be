using System.Net;
using K8tre.Components.Clusters;
using Pulumi.Kubernetes.Types.Inputs.Helm.V3;
using HelmRelease = Pulumi.Kubernetes.Helm.V3.Release;

namespace K8tre.Components.Network;

/// <summary>Inputs of <see cref="Cilium"/>.</summary>
public sealed record CiliumArgs
{
    /// <summary>Name of the cluster, as Hubble's flows and cluster mesh show it.</summary>
    public required string ClusterName { get; init; }

    /// <summary>Where the agents find the API server: nothing else routes to it while kube-proxy is absent.</summary>
    public required ApiEndpoint ApiEndpoint { get; init; }

    /// <summary>Range that the operator cuts into one block a node, joined by a tunnel. Null: <see cref="VendorValues"/> say how pods get addresses and are routed.</summary>
    public required IPNetwork? PodCidr { get; init; }

    /// <summary>IPv6 range that the operator cuts into one block a node. Default: none, the cluster has IPv4 only.</summary>
    public IPNetwork? PodCidrV6 { get; init; }

    /// <summary>Whether nodes are there on which it can start. Else nothing waits for it: nodes come after it, and are ready once it runs on them.</summary>
    public bool HasNodes { get; init; } = true;

    /// <summary>Nodes the cluster starts with. With one, a second operator replica would stay pending for ever.</summary>
    public required int NodeCount { get; init; }

    /// <summary>Values of the chart that hold on the vendor's nodes only. Default: none.</summary>
    public InputMap<object> VendorValues { get; init; } = [];

    /// <summary>The chart. Default: the pinned one, from its own repository.</summary>
    public HelmChart Chart { get; init; } = Versions.Cilium;

    /// <summary>Resources that must exist before Cilium, such as the definitions of the Gateway API. Default: none.</summary>
    public IReadOnlyList<Resource> DependsOn { get; init; } = [];
}

/// <summary>
/// Cilium as the only CNI: kube-proxy replaced, WireGuard between the pods of different nodes, Gateway API, Hubble's flow relay.
/// Hubble's web UI stays off: it has no sign-in, and shows every connection of every project.
/// </summary>
/// <remarks>
/// Values: https://github.com/cilium/cilium/blob/v1.19.7/install/kubernetes/cilium/values.yaml.
/// What WireGuard covers: https://docs.cilium.io/en/v1.19/security/network/encryption-wireguard/
/// </remarks>
public sealed class Cilium : ComponentResource
{
    /// <summary>Prefix length of a node's block of IPv6 addresses: the chart's own. The range it is cut from is at most 16 bits longer.</summary>
    /// <remarks>https://github.com/cilium/cilium/issues/20756</remarks>
    internal const int NodeBlockV6 = 120;

    /// <summary>Installs the pinned chart and waits until agents and operator are ready, where there are nodes.</summary>
    public Cilium(string name, CiliumArgs args, ComponentResourceOptions? options = null)
        : base("k8tre:network:Cilium", name, options)
    {
        var values = new InputMap<object>
        {
            ["cluster"] = new InputMap<object> { ["name"] = args.ClusterName },
            ["k8sServiceHost"] = args.ApiEndpoint.Host.Apply(host => (object)host),
            ["k8sServicePort"] = args.ApiEndpoint.Port,
            ["kubeProxyReplacement"] = true,
            ["ipv6"] = new InputMap<object> { ["enabled"] = args.PodCidrV6 is not null },
            ["encryption"] = new InputMap<object>
            {
                ["enabled"] = true,
                ["type"] = "wireguard",
                // What nodes say to one another themselves is left to TLS: with VXLAN, Cilium 1.19 loses it between agents
                // (https://github.com/cilium/cilium/issues/46062), and control-plane nodes take no part in any case.
                ["nodeEncryption"] = false,
            },
            // The Gateway API and policies by DNS name pass through it.
            ["l7Proxy"] = true,
            // MetalLB, or the cloud, gives Services their addresses. Of those it takes for its own, Cilium 1.19 drops what is sent to
            // ports that the Service lacks, on a node's own address too: https://github.com/cilium/cilium/issues/44430
            ["defaultLBServiceIPAM"] = "none",
            ["gatewayAPI"] = new InputMap<object> { ["enabled"] = true },
            ["hubble"] = new InputMap<object>
            {
                ["relay"] = new InputMap<object> { ["enabled"] = true },
                ["ui"] = new InputMap<object> { ["enabled"] = false },
            },
            ["operator"] = new InputMap<object> { ["replicas"] = Math.Min(args.NodeCount, 2), ["rollOutPods"] = true },
            ["rollOutCiliumPods"] = true,
        };
        if (args.PodCidr is { } range)
            values.Add(Tunnel(range, args.PodCidrV6));
        values.Add(args.VendorValues);
        _ = new HelmRelease(name, new ReleaseArgs
        {
            Name = "cilium",
            Namespace = "kube-system",
            Chart = args.Chart.File ?? args.Chart.Name,
            Version = args.Chart.Version,
            RepositoryOpts = args.Chart.File is null ? (Input<RepositoryOptsArgs>)new RepositoryOptsArgs { Repo = args.Chart.Repository } : null,
            Values = values,
            SkipAwait = !args.HasNodes,
        }, new() { Parent = this, DependsOn = [.. args.DependsOn] });

        RegisterOutputs();
    }

    // Each node gets a block of the range; what pods of different nodes say to one another goes through a tunnel.
    private static InputMap<object> Tunnel(IPNetwork range, IPNetwork? rangeV6)
    {
        var pool = new InputMap<object>
        {
            ["clusterPoolIPv4PodCIDRList"] = new[] { range.ToString() },
            ["clusterPoolIPv4MaskSize"] = 24,
        };
        if (rangeV6 is { } second)
        {
            pool.Add("clusterPoolIPv6PodCIDRList", new[] { second.ToString() });
            pool.Add("clusterPoolIPv6MaskSize", NodeBlockV6);
        }
        return new()
        {
            ["routingMode"] = "tunnel",
            ["tunnelProtocol"] = "vxlan",
            // Of pods whose addresses nobody outside knows. Without masquerading, which a vendor may turn off, agents refuse to start with it.
            ["bpf"] = new InputMap<object> { ["masquerade"] = true },
            ["ipam"] = new InputMap<object> { ["mode"] = "cluster-pool", ["operator"] = pool },
        };
    }
}

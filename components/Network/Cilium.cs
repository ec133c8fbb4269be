using System.Net;
using K8tre.Components.Clusters;
using Pulumi.Kubernetes.Types.Inputs.Helm.V3;
using HelmRelease = Pulumi.Kubernetes.Helm.V3.Release;

namespace K8tre.Components.Network;

/// <summary>Inputs of <see cref="Cilium"/>.</summary>
public sealed record CiliumArgs
{
    /// <summary>Maximum length of a cluster's name in characters.</summary>
    /// <remarks>https://github.com/cilium/cilium/blob/v1.19.7/install/kubernetes/cilium/templates/validate.yaml</remarks>
    public const int LongestClusterName = 32;

    /// <summary>Name of the cluster in Hubble's flows and in a cluster mesh, at most <see cref="LongestClusterName"/> characters.</summary>
    /// <exception cref="ArgumentException">The name is longer.</exception>
    public required string ClusterName
    {
        get;
        init => field = value.Length <= LongestClusterName
            ? value
            : throw new ArgumentException(
                $"{value} has {value.Length} characters; supply at most {LongestClusterName}", nameof(ClusterName));
    }

    /// <summary>Endpoint at which the agents reach the API server. Without kube-proxy, its Service address is not routed yet.</summary>
    public required ApiEndpoint ApiEndpoint { get; init; }

    /// <summary>
    /// Range that the operator divides into a block for each node; a tunnel connects the blocks. Null: <see cref="VendorValues"/>
    /// configure the pods' addresses and routing.
    /// </summary>
    public required IPNetwork? PodCidr { get; init; }

    /// <summary>IPv6 range that the operator divides into a block for each node. Default: none; the cluster has IPv4 only.</summary>
    public IPNetwork? PodCidrV6 { get; init; }

    /// <summary>
    /// Indicates that the cluster has nodes that can run Cilium. Default: true. Otherwise the release does not wait for its pods: nodes
    /// are created afterwards, and become ready when Cilium runs on them.
    /// </summary>
    public bool HasNodes { get; init; } = true;

    /// <summary>
    /// Number of nodes that the cluster starts with and on which pods without tolerations run. One node cannot run a second replica of the
    /// operator.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">The number is below 1.</exception>
    public required int NodeCount
    {
        get;
        init => field = value >= 1 ? value : throw new ArgumentOutOfRangeException(
            nameof(NodeCount), value, "no node takes ordinary pods; supply a cluster with a node without NoSchedule and NoExecute taints");
    }

    /// <summary>Values of the chart that are specific to the vendor. Default: none.</summary>
    public InputMap<object> VendorValues { get; init; } = [];

    /// <summary>The chart. Default: the pinned chart from its own repository.</summary>
    public HelmChart Chart { get; init; } = Versions.Cilium;

    /// <summary>Mirrors of image registries. Default: none.</summary>
    public ImageMirrors Mirrors { get; init; } = ImageMirrors.None;

    /// <summary>Resources that must exist before Cilium, such as the Gateway API's definitions. Default: none.</summary>
    public IReadOnlyList<Resource> DependsOn { get; init; } = [];
}

/// <summary>
/// Cilium as the only CNI. It replaces kube-proxy, encrypts traffic between the pods of different nodes with WireGuard, and provides
/// the Gateway API and Hubble's relay. Hubble's web interface is disabled: it has no sign-in, and shows every project's connections.
/// </summary>
/// <remarks>
/// Values: https://github.com/cilium/cilium/blob/v1.19.7/install/kubernetes/cilium/values.yaml.
/// Traffic that WireGuard encrypts: https://docs.cilium.io/en/v1.19/security/network/encryption-wireguard/
/// </remarks>
public sealed class Cilium : ComponentResource
{
    /// <summary>Prefix length of a node's block of IPv6 addresses, the chart's default. A range has at most 65536 blocks.</summary>
    /// <remarks>https://github.com/cilium/cilium/issues/20756</remarks>
    internal const int NodeBlockV6 = 120;

    // Helm waits for `replicas - maxUnavailable` pods. With one replica and the chart's rolling update, that is none: the release would be
    // complete before the operator registers the definitions of network policies. The SDK omits null from a map, so this is a file.
    private const string OneOperator = "operator: {updateStrategy: {type: Recreate, rollingUpdate: null}}\n";

    /// <summary>Installs the chart and, if the cluster has nodes, waits until the agents and the operator are ready.</summary>
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
                // The nodes' own traffic relies on TLS. With VXLAN, Cilium 1.19 drops encrypted traffic between agents
                // (https://github.com/cilium/cilium/issues/46062), and control-plane nodes are excluded in any case.
                ["nodeEncryption"] = false,
            },
            // The Gateway API and policies with DNS names need it.
            ["l7Proxy"] = true,
            // MetalLB or the cloud assigns addresses to Services. If Cilium 1.19 managed them, it would drop traffic to ports that the
            // Service does not have, even on a node's own address: https://github.com/cilium/cilium/issues/44430
            ["defaultLBServiceIPAM"] = "none",
            ["gatewayAPI"] = new InputMap<object> { ["enabled"] = true },
            ["hubble"] = new InputMap<object>
            {
                ["relay"] = new InputMap<object> { ["enabled"] = true, ["resources"] = CiliumResources.Relay },
                ["ui"] = new InputMap<object> { ["enabled"] = false },
                ["tls"] = new InputMap<object> { ["auto"] = Certificates(args.HasNodes) },
            },
            ["resources"] = CiliumResources.Agent,
            ["initResources"] = CiliumResources.Init,
            ["envoy"] = new InputMap<object> { ["resources"] = CiliumResources.Envoy },
            ["certgen"] = new InputMap<object> { ["resources"] = CiliumResources.Certificates },
            ["operator"] = Operator(args.NodeCount),
            // Resolvers try the next search domain only after this answer: https://docs.cilium.io/en/v1.19/cmdref/cilium-agent/
            ["dnsProxy"] = new InputMap<object> { ["dnsRejectResponseCode"] = "nameError" },
            ["rollOutCiliumPods"] = true,
        };
        if (args.PodCidr is { } range)
            values.Add(Tunnel(range, args.PodCidrV6));
        values.Add(args.VendorValues);
        var release = new ReleaseArgs
        {
            Name = "cilium",
            Namespace = "kube-system",
            Chart = args.Chart.Location,
            Version = args.Chart.Version,
            RepositoryOpts = args.Chart.RepositoryOptions,
            Values = values,
            SkipAwait = !args.HasNodes,
        };
        var files = new[] { args.NodeCount == 1 ? OneOperator : null, CiliumImages.Values(args.Mirrors) }.OfType<string>().ToArray();
        if (files.Length > 0)
            release.ValueYamlFiles = files.Select(file => (AssetOrArchive)new StringAsset(file)).ToArray();
        if (args.NodeCount == 1)
            release.AllowNullValues = true;
        _ = new HelmRelease(name, release, new() { Parent = this, DependsOn = [.. args.DependsOn] });

        RegisterOutputs();
    }

    /// <summary>Returns the requests of Cilium's pods on every node: the agent and Envoy.</summary>
    public static Requests RequestsOnEveryNode => CiliumResources.OnEveryNode;

    /// <summary>Returns the requests of Cilium's other pods in a cluster.</summary>
    /// <param name="nodes">Number of nodes on which pods without tolerations run.</param>
    public static Requests RequestsOf(int nodes) => CiliumResources.Once(Operators(nodes));

    // A CronJob renews the certificates. Helm waits for its first run, which needs a node. Without nodes, Helm creates certificates that
    // outlive the time between two upgrades of the chart, which creates new ones.
    private static InputMap<object> Certificates(bool hasNodes) => hasNodes
        ? new() { ["method"] = "cronJob" }
        : new() { ["method"] = "helm", ["certValidityDuration"] = 1095 };

    private static int Operators(int nodes) => Math.Min(nodes, 2);

    private static InputMap<object> Operator(int nodes)
    {
        var values = new InputMap<object>
        {
            ["replicas"] = Operators(nodes),
            ["rollOutPods"] = true,
            ["resources"] = CiliumResources.Operator,
        };
        if (nodes > 1)
            values.Add("podDisruptionBudget", new InputMap<object> { ["enabled"] = true });
        return values;
    }

    // Each node has a block of the range. A tunnel carries the traffic between pods of different nodes.
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
            // Pods' addresses are not known outside the cluster. With BPF masquerading, agents start only if masquerading is enabled.
            ["bpf"] = new InputMap<object> { ["masquerade"] = true },
            ["ipam"] = new InputMap<object> { ["mode"] = "cluster-pool", ["operator"] = pool },
        };
    }
}

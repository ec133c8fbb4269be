using System.Net;

namespace K8tre.Tests.Network.Reachability;

/// <summary>Source or destination of a connection, as Cilium sees it.</summary>
/// <param name="Name">Name in the table of reachability.</param>
internal sealed record Peer(string Name)
{
    private const string NamespaceKey = "io.kubernetes.pod.namespace";

    /// <summary>Labels of its identity, without their source. A pod has its namespace among them.</summary>
    public IReadOnlyDictionary<string, string> Labels { get; init; } = new Dictionary<string, string>();

    /// <summary>Entities of Cilium that it belongs to.</summary>
    public required IReadOnlySet<string> Entities { get; init; }

    /// <summary>Address outside the cluster. Null: it is in the cluster, and rules for address ranges do not match it.</summary>
    public IPAddress? Address { get; init; }

    /// <summary>DNS name outside the cluster. Null: it has none, or nobody asked for it.</summary>
    public string? DnsName { get; init; }

    /// <summary>Indicates that policies select it: it is a pod that is not on the host network.</summary>
    public bool IsPod => Labels.ContainsKey(NamespaceKey);

    /// <summary>Returns a pod.</summary>
    /// <param name="name">Name in the table.</param>
    /// <param name="namespace">Its namespace.</param>
    /// <param name="labels">Its other labels.</param>
    public static Peer Pod(string name, string @namespace, params (string Key, string Value)[] labels)
    {
        var all = labels.Append((Key: NamespaceKey, Value: @namespace));
        if (@namespace.StartsWith("project-", StringComparison.Ordinal))
            all = all.Append((Key: "io.cilium.k8s.namespace.labels.k8tre.io/resource-type", Value: "project-namespace"));
        return new(name)
        {
            Labels = all.ToDictionary(label => label.Key, label => label.Value),
            Entities = new HashSet<string> { "cluster", "all" },
        };
    }

    /// <summary>Returns a node, or the gateway's proxy.</summary>
    /// <param name="name">Name in the table.</param>
    /// <param name="entities">Its own entities, besides those of everything in the cluster.</param>
    public static Peer InCluster(string name, params string[] entities) =>
        new(name) { Entities = new HashSet<string>([.. entities, "cluster", "all"]) };

    /// <summary>Returns a destination or source outside the cluster.</summary>
    /// <param name="name">Name in the table.</param>
    /// <param name="address">Its address.</param>
    /// <param name="dnsName">Its DNS name.</param>
    public static Peer Outside(string name, string address, string? dnsName = null) =>
        new(name) { Entities = new HashSet<string> { "world", "all" }, Address = IPAddress.Parse(address), DnsName = dnsName };

    /// <summary>Returns an API server that the vendor runs outside the cluster. Cilium's entity <c>cluster</c> includes it.</summary>
    /// <param name="address">Its address.</param>
    /// <remarks>https://github.com/cilium/cilium/blob/v1.19.7/pkg/policy/api/entity.go (<c>InitEntities</c>)</remarks>
    public static Peer ManagedApiServer(string address) => new("API server")
    {
        Entities = new HashSet<string> { "kube-apiserver", "world", "cluster", "all" },
        Address = IPAddress.Parse(address),
    };
}

using System.Text.Json.Nodes;

namespace K8tre.Tests.Network.Reachability;

/// <summary>Network policy, as Cilium evaluates it.</summary>
/// <param name="Name">Name of the policy.</param>
/// <param name="Namespace">Its namespace. Null: it is clusterwide.</param>
/// <param name="Spec">Its specification as JSON.</param>
internal sealed record Policy(string Name, string? Namespace, JsonObject Spec)
{
    /// <summary>Returns true if the policy selects a pod.</summary>
    public bool Selects(Peer peer) => peer.IsPod
        && (Namespace is null || peer.Labels["io.kubernetes.pod.namespace"] == Namespace)
        && PolicyRule.Selects(Spec["endpointSelector"]!, peer.Labels);

    /// <summary>Returns true if selected pods lose all traffic of a direction that no policy allows.</summary>
    /// <param name="direction"><c>egress</c> or <c>ingress</c>.</param>
    public bool DeniesByDefault(string direction) =>
        (bool?)Spec["enableDefaultDeny"]?[direction] ?? (Spec.ContainsKey(direction) || Spec.ContainsKey($"{direction}Deny"));

    /// <summary>Returns true if a rule of a section matches.</summary>
    /// <param name="section"><c>egress</c>, <c>ingress</c>, <c>egressDeny</c> or <c>ingressDeny</c>.</param>
    /// <param name="peer">The other end of the connection.</param>
    /// <param name="port">Its port.</param>
    /// <param name="protocol"><c>TCP</c> or <c>UDP</c>.</param>
    public bool Has(string section, Peer peer, int port, string protocol) => (Spec[section]?.AsArray() ?? [])
        .Any(rule => new PolicyRule(rule!.AsObject(), Namespace).Matches(peer, port, protocol));
}

/// <summary>All network policies of a cluster.</summary>
/// <param name="policies">The policies of the platform, of the charts and of K8TRE.</param>
internal sealed class PolicySet(IReadOnlyList<Policy> policies)
{
    /// <summary>Returns true if a connection is allowed by the egress of its source and the ingress of its destination.</summary>
    public bool Allows(Peer source, Peer destination, int port, string protocol) =>
        Allows("egress", source, destination, port, protocol) && Allows("ingress", destination, source, port, protocol);

    // Denials override. Without a default-deny, everything else is allowed.
    private bool Allows(string direction, Peer own, Peer other, int port, string protocol)
    {
        var selecting = policies.Where(policy => policy.Selects(own)).ToArray();
        return !selecting.Any(policy => policy.Has($"{direction}Deny", other, port, protocol))
            && (!selecting.Any(policy => policy.DeniesByDefault(direction))
                || selecting.Any(policy => policy.Has(direction, other, port, protocol)));
    }
}

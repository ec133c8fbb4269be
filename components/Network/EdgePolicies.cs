using System.Globalization;
using System.Net;

namespace K8tre.Components.Network;

/// <summary>Rules of network policies that follow from the declared edges of an environment.</summary>
/// <param name="edges">The edges.</param>
internal sealed class EdgePolicies(IReadOnlyList<Edge> edges)
{
    private const int LastPort = 65535;

    /// <summary>Returns the ranges that edges of a namespace open.</summary>
    /// <param name="namespace">The namespace. Null: those of projects.</param>
    /// <param name="direction">Direction of the edges.</param>
    public IReadOnlyList<IPNetwork> Ranges(string? @namespace, EdgeDirection direction) =>
        [.. edges.Where(edge => edge.Namespace == @namespace && edge.Direction == direction).SelectMany(edge => edge.Ranges).Distinct()];

    /// <summary>
    /// Returns rules that deny projects all other ports of the ranges that their edges open. cr8tor's own policy allows them every port.
    /// </summary>
    public IEnumerable<InputMap<object>> OtherPortsOfProjects() =>
        from edge in edges
        where edge is { Namespace: null, Direction: EdgeDirection.Egress, Ranges.Count: > 0 }
        select CiliumRule.ToRanges(edge.Ranges, OtherPorts(edge.Ports));

    /// <summary>Creates a policy for each edge.</summary>
    /// <param name="name">Prefix of the policies' names.</param>
    /// <param name="options">Options of the policies.</param>
    public void Create(string name, CustomResourceOptions options)
    {
        // The policies are clusterwide because Git creates the namespaces later.
        foreach (var edge in edges.Where(edge => edge.Namespace is not null || edge.Ranges.Count > 0))
        {
            var selector = edge.Namespace is null ? CiliumSelector.Projects : CiliumSelector.In(edge.Namespace);
            _ = new CiliumPolicy($"{name}-edge-{edge.Name}", new()
            {
                Reason = $"{edge.Reason}; without it the connection is denied.",
                Selector = selector,
                Egress = edge.Direction == EdgeDirection.Egress ? Egress(edge) : [],
                Ingress = edge.Direction == EdgeDirection.Ingress ? [CiliumRule.FromRanges(edge.Ranges, [.. edge.Ports])] : [],
            }, options);
        }
    }

    private static InputMap<object>[] Egress(Edge edge)
    {
        string[] ports = [.. edge.Ports];
        InputMap<object>[] byRange = edge.Ranges.Count > 0 ? [CiliumRule.ToRanges(edge.Ranges, ports)] : [];
        // A deny of the whole world overrides names, so projects only resolve them.
        InputMap<object>[] byName = edge is { Names.Count: > 0, Namespace: not null }
            ? [CiliumRule.ToNames(edge.Names, ports), CiliumRule.Lookups()]
            : [];
        return [.. byRange, .. byName];
    }

    private static string[] OtherPorts(IReadOnlyList<string> open)
    {
        var ports = open.Select(port => port.Split('/'))
            .ToLookup(parts => parts[1], parts => int.Parse(parts[0], CultureInfo.InvariantCulture));
        return
        [
            .. new[] { "TCP", "UDP", "SCTP" }.SelectMany(protocol =>
                Gaps(ports[protocol]).Select(gap => $"{gap.First}-{gap.Last}/{protocol}")),
        ];
    }

    private static IEnumerable<(int First, int Last)> Gaps(IEnumerable<int> ports)
    {
        var next = 1;
        foreach (var port in ports.Distinct().Order())
        {
            if (port > next)
                yield return (next, port - 1);
            next = port + 1;
        }
        if (next <= LastPort)
            yield return (next, LastPort);
    }
}

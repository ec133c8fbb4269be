using System.Net;
using K8tre.Components.Egress;
using K8tre.Components.Network;
using K8tre.Stacks.Settings;

namespace K8tre.Stacks;

/// <summary>Mapping of the edges in the settings to network policies and to the rules of firewalls.</summary>
internal static class EdgeMapping
{
    /// <summary>Returns the edges of a cluster's pods.</summary>
    public static IReadOnlyList<Edge> For(ClusterSpec spec) =>
        [.. (spec.Target?.Edges ?? []).Select(ToEdge)];

    /// <summary>Returns the DNS names that an edge leads to.</summary>
    public static IEnumerable<string> Names(EdgeSettings edge) =>
        edge.Direction == EdgeDirection.Egress ? edge.To.Where(place => !IsRange(place)) : [];

    /// <summary>Returns the firewall rules of a cluster's edges to DNS names over HTTPS.</summary>
    public static IEnumerable<EgressRule> Rules(ClusterSpec spec) =>
        from edge in spec.Target?.Edges ?? []
        let names = Names(edge).ToArray()
        where names.Length > 0 && edge.Ports.Contains(EdgeSettings.Https)
        select new EgressRule($"edge-{edge.Name}", $"{edge.Reason} ({edge.Owner}, until {edge.Expires:yyyy-MM-dd})", null, names);

    private static Edge ToEdge(EdgeSettings edge) => new()
    {
        Name = edge.Name,
        Direction = edge.Direction,
        Namespace = edge.Inside[0] == EdgeSettings.Projects ? null : edge.Inside[0],
        Ranges = [.. edge.Outside.Where(IsRange).Select(range => IPNetwork.Parse(range))],
        Names = [.. Names(edge)],
        Ports = edge.Ports,
        Reason = edge.Reason.TrimEnd('.'),
    };

    private static bool IsRange(string place) => IPNetwork.TryParse(place, out _);
}

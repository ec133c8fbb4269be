using System.Globalization;
using System.Net;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace K8tre.Tests.Network.Reachability;

/// <summary>Rule of a section of a Cilium policy: the peers and ports that it allows or denies.</summary>
/// <param name="rule">The rule as JSON.</param>
/// <param name="namespace">Namespace of the policy. Null: it is clusterwide.</param>
internal sealed class PolicyRule(JsonObject rule, string? @namespace)
{
    private const string NamespaceKey = "io.kubernetes.pod.namespace";

    /// <summary>Returns true if the rule is about a peer and a port.</summary>
    public bool Matches(Peer peer, int port, string protocol) => MatchesPeer(peer) && MatchesPort(port, protocol);

    /// <summary>Returns true if labels satisfy a selector.</summary>
    /// <param name="selector">The selector as JSON.</param>
    /// <param name="labels">Labels without their source.</param>
    public static bool Selects(JsonNode selector, IReadOnlyDictionary<string, string> labels) =>
        (selector["matchLabels"]?.AsObject() ?? []).All(label => labels.GetValueOrDefault(Key(label.Key)) == (string?)label.Value)
        && (selector["matchExpressions"]?.AsArray() ?? []).All(expression => Satisfies(expression!, labels));

    private static bool Satisfies(JsonNode expression, IReadOnlyDictionary<string, string> labels)
    {
        var value = labels.GetValueOrDefault(Key((string)expression["key"]!));
        var values = (expression["values"]?.AsArray() ?? []).Select(item => (string?)item);
        return (string)expression["operator"]! switch
        {
            "In" => value is not null && values.Contains(value),
            "NotIn" => value is null || !values.Contains(value),
            "Exists" => value is not null,
            "DoesNotExist" => value is null,
            var other => throw new NotSupportedException($"the operator {other} is unknown"),
        };
    }

    // Labels of Kubernetes are written with and without their source.
    private static string Key(string key) => key.StartsWith("k8s:", StringComparison.Ordinal) ? key["k8s:".Length..] : key;

    private bool MatchesPeer(Peer peer)
    {
        var kinds = rule.Where(member => member.Key != "toPorts").ToArray();
        return kinds.Length == 0 || kinds.Any(kind => kind.Value!.AsArray().Any(item => MatchesItem(kind.Key, item!, peer)));
    }

    private bool MatchesItem(string kind, JsonNode item, Peer peer) => kind switch
    {
        "toEntities" or "fromEntities" => peer.Entities.Contains((string)item!),
        "toCIDR" or "fromCIDR" => InRange(peer, (string)item!),
        "toCIDRSet" or "fromCIDRSet" => InRange(peer, (string)item["cidr"]!)
            && !(item["except"]?.AsArray() ?? []).Any(except => InRange(peer, (string)except!)),
        "toFQDNs" => peer.DnsName is { } name && Named((item["matchName"] ?? item["matchPattern"])!.GetValue<string>(), name),
        "toEndpoints" or "fromEndpoints" => MatchesPod(item, peer),
        _ => throw new NotSupportedException($"the rule {kind} is unknown"),
    };

    // A namespaced policy means its own namespace unless the selector names one.
    private bool MatchesPod(JsonNode selector, Peer peer) => Selects(selector, peer.Labels)
        && (@namespace is null || NamesNamespace(selector) || peer.Labels.GetValueOrDefault(NamespaceKey) == @namespace);

    private static bool NamesNamespace(JsonNode selector) =>
        (selector["matchLabels"]?.AsObject() ?? []).Any(label => IsOfNamespace(Key(label.Key)))
        || (selector["matchExpressions"]?.AsArray() ?? []).Any(expression => IsOfNamespace(Key((string)expression!["key"]!)));

    private static bool IsOfNamespace(string key) =>
        key == NamespaceKey || key.StartsWith("io.cilium.k8s.namespace.labels.", StringComparison.Ordinal);

    // A single asterisk stays in a label, two cross labels.
    private static bool Named(string pattern, string name)
    {
        var expression = Regex.Escape(pattern)
            .Replace(@"\*\*", ".*", StringComparison.Ordinal)
            .Replace(@"\*", "[^.]*", StringComparison.Ordinal);
        return Regex.IsMatch(name, $"^{expression}$");
    }

    private static bool InRange(Peer peer, string range) => peer.Address is { } address
        && IPNetwork.Parse(range.Contains('/', StringComparison.Ordinal) ? range : $"{range}/32") is var network
        && network.BaseAddress.AddressFamily == address.AddressFamily
        && network.Contains(address);

    private bool MatchesPort(int port, string protocol) => rule["toPorts"] is not JsonArray groups
        || groups.SelectMany(group => group!["ports"]!.AsArray()).Any(item => IsPort(item!, port, protocol));

    private static bool IsPort(JsonNode item, int port, string protocol)
    {
        var first = int.Parse(item["port"]!.ToString(), CultureInfo.InvariantCulture);
        var last = item["endPort"] is { } end ? (int)(double)end : first;
        var own = (string?)item["protocol"] ?? "ANY";
        return port >= first && port <= last && (own == "ANY" || own == protocol);
    }
}

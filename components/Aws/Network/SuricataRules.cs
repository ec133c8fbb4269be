using K8tre.Components.Egress;

namespace K8tre.Components.Aws.Network;

/// <summary>
/// Egress list in the rule language of AWS Network Firewall, for strict order: the first matching rule decides, and the default action of
/// the policy applies to traffic that matches no rule.
/// </summary>
/// <remarks>
/// https://docs.aws.amazon.com/network-firewall/latest/developerguide/suricata-rule-evaluation-order.html,
/// https://github.com/aws/aws-security-services-best-practices/blob/main/docs/en/guides/network-firewall
/// </remarks>
internal static class SuricataRules
{
    // The default actions of the policy have lower ids.
    private const int FirstId = 100;

    // Bytes that a client may send before its server name is known: https://docs.suricata.io/en/suricata-7.0.17/rules/flow-keywords.html.
    // The longest client hello in use, with post-quantum key exchange, has 1.5 kB.
    private const int BytesWithoutName = 8192;

    // The default action of the policy waits for a complete client hello, and applies to established connections only. These rules end
    // everything else, so that nothing depends on it. A rejected client gets an answer at once.
    private static readonly string[] Last =
    [
        "reject tls any any -> any 443 (msg:\"name-not-on-the-list\"; ssl_state:client_hello; ja4.hash; content:\"_\"; flow:to_server;",
        "reject tcp any any -> any 443 (msg:\"another-protocol-than-tls\"; app-layer-protocol:!tls; flow:to_server,established;",
        $"reject tcp any any -> any 443 (msg:\"no-name-in-time\"; stream_size:client,>,{BytesWithoutName}; flow:to_server,established;",
        "reject tcp any any -> any !443 (msg:\"another-port-than-443\"; flow:to_server;",
        "drop udp any any -> any any (msg:\"udp\"; flow:to_server;",
        // Not the messages about packet sizes that a NAT gateway sends to a node.
        "drop icmp any any -> !$HOME_NET any (msg:\"icmp\"; flow:to_server;",
        "drop ip any any -> any any (msg:\"another-protocol\"; ip_proto:!6; ip_proto:!17; ip_proto:!1;",
    ];

    /// <summary>Returns the rules, one in each line. A name that several egress rules contain passes as the first of them.</summary>
    public static string For(IReadOnlyList<EgressRule> egress)
    {
        IEnumerable<string> passing = egress.SelectMany(rule => rule.Fqdns.Select(name => (rule.Name, Fqdn: name)))
            .DistinctBy(pass => pass.Fqdn, StringComparer.OrdinalIgnoreCase)
            .Select(pass =>
                $"pass tls $HOME_NET any -> any 443 (alert; msg:\"{pass.Name}\"; tls.sni; {Match(pass.Fqdn)} flow:to_server;");
        return string.Join('\n', passing.Concat(Last).Select((rule, index) => $"{rule} sid:{FirstId + index};)"));
    }

    private static string Match(string name) => name.StartsWith("*.", StringComparison.Ordinal)
        ? $"content:\"{name[1..]}\"; nocase; endswith;"
        : $"content:\"{name}\"; startswith; nocase; endswith;";
}

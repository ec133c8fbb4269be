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

    /// <summary>Returns the rules, one in each line.</summary>
    public static string For(IReadOnlyList<EgressRule> egress)
    {
        var resolvers = string.Join(',', K8treEgress.Resolvers);
        string[] rules =
        [
            // cert-manager checks the propagation of DNS challenges with them: https://cert-manager.io/docs/configuration/acme/dns01/
            .. new[] { "udp", "tcp" }.Select(protocol =>
                $"pass {protocol} $HOME_NET any -> [{resolvers}] 53 (msg:\"public-resolvers\"; flow:to_server;"),
            .. egress.SelectMany(rule => rule.Fqdns.Select(name =>
                $"pass tls $HOME_NET any -> any 443 (alert; msg:\"{rule.Name}\"; tls.sni; {Match(name)} flow:to_server;")),
            // The default action waits for the server name of a client hello. Traffic without one is dropped at the first packet.
            "drop tcp $HOME_NET any -> any !443 (msg:\"another-port-than-443\"; flow:to_server;",
            "drop udp $HOME_NET any -> any any (msg:\"udp\"; flow:to_server;",
            "drop icmp $HOME_NET any -> any any (msg:\"icmp\"; flow:to_server;",
        ];
        return string.Join('\n', rules.Select((rule, index) => $"{rule} sid:{FirstId + index};)"));
    }

    private static string Match(string name) => name.StartsWith("*.", StringComparison.Ordinal)
        ? $"content:\"{name[1..]}\"; nocase; endswith;"
        : $"content:\"{name}\"; startswith; nocase; endswith;";
}

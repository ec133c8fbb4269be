using K8tre.Components.Egress;

namespace K8tre.Components.Aws.Network;

/// <summary>
/// An egress list in the language of AWS Network Firewall, for the strict order: the first rule that matches decides, what none matches meets the
/// policy's default.
/// </summary>
/// <remarks>
/// https://docs.aws.amazon.com/network-firewall/latest/developerguide/suricata-rule-evaluation-order.html,
/// https://github.com/aws/aws-security-services-best-practices/blob/main/docs/en/guides/network-firewall/customer-managed-rules/docs/index.md
/// </remarks>
internal static class SuricataRules
{
    // Below lie the ids of the policy's own default actions.
    private const int FirstId = 100;

    /// <summary>The rules, a line each.</summary>
    public static string For(IReadOnlyList<EgressRule> egress)
    {
        var resolvers = string.Join(',', K8treEgress.Resolvers);
        string[] rules =
        [
            // cert-manager asks them whether a DNS challenge has spread: https://cert-manager.io/docs/configuration/acme/dns01/
            .. new[] { "udp", "tcp" }.Select(protocol => $"pass {protocol} $HOME_NET any -> [{resolvers}] 53 (msg:\"public-resolvers\"; flow:to_server;"),
            .. egress.SelectMany(rule => rule.Fqdns.Select(name =>
                $"pass tls $HOME_NET any -> any 443 (alert; msg:\"{rule.Name}\"; tls.sni; {Match(name)} flow:to_server;")),
            // The default waits for the name that a client asks for. What carries none, and other ports, stop at the first packet.
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

using System.Globalization;
using System.Text.RegularExpressions;

namespace K8tre.Tests.Aws.Network;

/// <summary>Outbound connection as the firewall sees it.</summary>
/// <param name="Protocol">Number of the IP protocol.</param>
/// <param name="Port">Destination port. Zero: the protocol has none.</param>
internal sealed record SuricataFlow(int Protocol, int Port)
{
    public string? ServerName { get; init; }

    public bool HasHello { get; init; }

    /// <summary>Indicates that the connection starts as TLS, complete or not.</summary>
    public bool IsTls { get; init; }

    public int Bytes { get; init; }

    /// <summary>Reads a flow, such as <c>tcp 443, SNI git.example.org</c>.</summary>
    public static SuricataFlow Parse(string text)
    {
        var parts = text.Split(", ");
        var (kind, number) = parts[0].Split(' ') is [var first, var second]
            ? (first, int.Parse(second, CultureInfo.InvariantCulture)) : (parts[0], 0);
        var flow = kind switch
        {
            "tcp" => new SuricataFlow(6, number),
            "udp" => new(17, number),
            "icmp" => new(1, 0),
            _ => new(number, 0),
        };
        return parts.Skip(1).Aggregate(flow, (known, part) => part switch
        {
            "hello without a name" => known with { IsTls = true, HasHello = true },
            "incomplete hello" => known with { IsTls = true },
            "another protocol" => known,
            _ when part.StartsWith("SNI ", StringComparison.Ordinal) =>
                known with { IsTls = true, HasHello = true, ServerName = part[4..] },
            _ => known with { Bytes = int.Parse(part.Split(' ')[0], CultureInfo.InvariantCulture) },
        });
    }
}

/// <summary>The rule language of Suricata, as far as the firewall uses it: the first matching rule decides. No default action.</summary>
internal static class SuricataModel
{
    /// <summary>The action of the first matching rule. Null: none matches.</summary>
    public static string? Verdict(IEnumerable<string> rules, SuricataFlow flow) =>
        rules.FirstOrDefault(rule => Matches(rule, flow))?.Split(' ')[0];

    private static bool Matches(string rule, SuricataFlow flow)
    {
        var match = Regex.Match(rule, @"^(pass|reject|drop) (\w+) (?:\$HOME_NET|any) any -> !?(?:\$HOME_NET|any) (!?)(\w+) \((.*)\)$");
        Assert.True(match.Success, $"the model does not know {rule}");
        var (isNegated, port) = (match.Groups[3].Value.Length > 0, match.Groups[4].Value);
        var hasPort = port == "any" || flow.Port == int.Parse(port, CultureInfo.InvariantCulture) != isNegated;
        return hasPort && HasProtocol(match.Groups[2].Value, flow)
            && match.Groups[5].Value.Split("; ").All(option => Matches(rule, option.TrimEnd(';'), flow));
    }

    private static bool HasProtocol(string protocol, SuricataFlow flow) => protocol switch
    {
        "tls" => flow.Protocol == 6 && flow.IsTls,
        "tcp" => flow.Protocol == 6,
        "udp" => flow.Protocol == 17,
        "icmp" => flow.Protocol == 1,
        "ip" => true,
        _ => throw new NotSupportedException($"the model does not know the protocol {protocol}"),
    };

    private static bool Matches(string rule, string option, SuricataFlow flow) => option.Split(':', 2) switch
    {
        ["alert" or "msg" or "sid" or "nocase" or "startswith" or "endswith" or "flow" or "ja4.hash", ..] => true,
        // The fingerprint exists, and has an underscore, as soon as the hello is complete.
        ["content", "\"_\""] => flow.HasHello,
        ["content", var name] => flow.ServerName is { } server && HasName(server, name.Trim('"'), rule),
        ["tls.sni"] => flow.ServerName is not null,
        ["ssl_state", "client_hello"] => flow.HasHello,
        ["app-layer-protocol", "!tls"] => !flow.IsTls,
        ["stream_size", var size] => flow.Bytes > int.Parse(size.Split(',')[2], CultureInfo.InvariantCulture),
        ["ip_proto", var number] => flow.Protocol != int.Parse(number.TrimStart('!'), CultureInfo.InvariantCulture),
        _ => throw new NotSupportedException($"the model does not know {option}"),
    };

    private static bool HasName(string server, string name, string rule) =>
        rule.Contains("startswith", StringComparison.Ordinal)
            ? server.Equals(name, StringComparison.OrdinalIgnoreCase)
            : server.EndsWith(name, StringComparison.OrdinalIgnoreCase);
}

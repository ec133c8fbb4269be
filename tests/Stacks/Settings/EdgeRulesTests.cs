namespace K8tre.Tests.Stacks.Settings;

/// <summary>Edges that are refused, each with its path and the fix.</summary>
public sealed class EdgeRulesTests
{
    private const string Path = "k8tre:platform.environments[0].edges[0]";

    [Fact]
    public void A_complete_edge_is_accepted() => Assert.Empty(Problems(Edge()));

    [Theory]
    [InlineData("egress", "projects", "mirror.example.org", "443/TCP",
        $"{Path}.to holds no address range, and projects reach address ranges only, because the addresses of a name change without notice; "
        + "add the range of the service, or of a proxy or a mirror")]
    [InlineData("egress", "projects", "0.0.0.0/0", "443/TCP",
        $"{Path}.to[0] is 0.0.0.0/0, which contains too many addresses; write a range of /8 or smaller")]
    [InlineData("egress", "Projects", "192.0.2.0/24", "443/TCP",
        $"{Path}.from[0] is \"Projects\"; write projects or the name of a namespace")]
    [InlineData("egress", "gitea", "https://mirror.example.org", "443/TCP",
        $"{Path}.to[0] is \"https://mirror.example.org\"; write an address range, like 192.0.2.0/24, or a DNS name, like *.example.org")]
    [InlineData("egress", "gitea", "mirror.example.org", "443",
        $"{Path}.ports[0] is \"443\"; write a port from 1 to 65535 and its protocol, like 443/TCP")]
    [InlineData("egress", "gitea", "mirror.example.org", "70000/TCP",
        $"{Path}.ports[0] is \"70000/TCP\"; write a port from 1 to 65535 and its protocol, like 443/TCP")]
    [InlineData("ingress", "mirror.example.org", "gitea", "443/TCP",
        $"{Path}.from[0] is \"mirror.example.org\"; write an address range, like 192.0.2.0/24")]
    public void An_edge_that_does_not_say_what_it_opens_is_refused(string direction, string from, string to, string port, string problem) =>
        Assert.Equal([problem], Problems(Edge(direction, from, to, port)));

    [Fact]
    public void An_edge_that_has_expired_is_refused() => Assert.Equal(
        [$"{Path}.expires is 2026-12-31, which has passed; remove the edge, or ask the team for a new decision"],
        Problems(Edge(expires: "2026-12-31")));

    [Fact]
    public void Edges_of_projects_with_other_ports_of_the_same_addresses_are_refused() => Assert.Equal(
        ["k8tre:platform.environments[0].edges[1].to holds 192.0.2.99/32, which overlaps "
            + $"{Path} with other ports; write the same ports in both, or split the ranges"],
        Problems(Edge(), Edge(to: "192.0.2.99/32", port: "22/TCP", name: "git")));

    [Fact]
    public void A_firewall_of_a_cloud_opens_names_for_HTTPS_only() => Assert.Equal(
        [$"{Path}.ports holds more than 443/TCP, and the firewall opens mirror.example.org for HTTPS only; write another edge with address "
            + "ranges for the other ports"],
        new SettingsDocument().OnAws().With("environments[0].edges", $"[{Edge(from: "gitea", to: "mirror.example.org", port: "22/TCP")}]")
            .Problems());

    private static IReadOnlyList<string> Problems(params string[] edges) =>
        [.. new SettingsDocument().With("environments[0].edges", $"[{string.Join(", ", edges)}]").Problems()];

    private static string Edge(
        string direction = "egress", string from = "projects", string to = "192.0.2.0/24", string port = "443/TCP",
        string name = "mirror", string expires = "2027-02-01") => $$"""
        {
          "name": "{{name}}", "direction": "{{direction}}", "from": ["{{from}}"], "to": ["{{to}}"], "ports": ["{{port}}"],
          "owner": "the team", "reason": "packages for projects", "expires": "{{expires}}"
        }
        """;
}

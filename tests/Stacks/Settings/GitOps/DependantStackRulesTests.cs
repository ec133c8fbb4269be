namespace K8tre.Tests.Stacks.Settings.GitOps;

public sealed class DependantStackRulesTests
{
    private const string Path = "k8tre:platform.management.stacks";

    private static IReadOnlyList<string> ProblemsOf(string stacks, string mode = "cluster") => new SettingsDocument()
        .With(
            "management",
            mode == "cluster"
                ? $$"""
                  {
                    "mode": "cluster", "stacks": {{stacks}},
                    "k3s": { "nodeCidr": "192.0.2.0/24", "servers": [{{SettingsDocument.Host("two", 11)}}] }
                  }
                  """
                : $$"""{ "mode": "{{mode}}", "stacks": {{stacks}} }""")
        .Problems();

    private static string Stack(string name, string environments, string vendor = "k3s", string ranges = """["192.0.2.0/24"]""") =>
        $$"""{ "stack": "{{name}}", "vendor": "{{vendor}}", "environments": {{environments}}, "apiServers": {{ranges}} }""";

    [Fact]
    public void Stacks_with_clusters_of_their_own_are_fine() => Assert.Empty(ProblemsOf(
        $"[{Stack("o/k8tre/a", """["stg"]""")}, {Stack("o/k8tre/b", """["dev", "stg"]""", "aws")}]"));

    [Fact]
    public void Only_a_management_cluster_serves_other_stacks() => Assert.Equal(
        [
            $"{Path} is set, and k8tre:platform.management.mode is inCluster; only a management cluster serves other stacks: remove it, or "
            + "write mode: cluster",
        ],
        ProblemsOf($"[{Stack("o/k8tre/a", """["stg"]""")}]", "inCluster"));

    [Theory]
    [InlineData("o/k8tre/a", "o/k8tre/a")]
    [InlineData("o/k8tre/A", "o/k8tre/a")]
    [InlineData("o/k8tre-a/b", "o/k8tre/a-b")]
    public void Two_stacks_need_two_accounts(string one, string other)
    {
        var problem = Assert.Single(ProblemsOf($"[{Stack(one, """["stg"]""")}, {Stack(other, """["prd"]""")}]"), text =>
            text.StartsWith($"{Path}[1].stack", StringComparison.Ordinal));

        Assert.EndsWith("write it once, or rename a stack", problem, StringComparison.Ordinal);
    }

    [Fact]
    public void A_cluster_belongs_to_one_stack()
    {
        const string why = "Argo CD identifies clusters by vendor and environment: write each once";

        Assert.Equal(
            [
                $"{Path}[0].environments[0] makes k3s-dev like k8tre:platform.environments[0]; {why}",
                $"{Path}[1].environments[0] makes k3s-stg like {Path}[0].environments[1]; {why}",
            ],
            ProblemsOf($"[{Stack("o/k8tre/a", """["dev", "stg"]""")}, {Stack("o/k8tre/b", """["stg"]""")}]"));
    }

    [Theory]
    [InlineData(
        """ "stack": "a", "environments": ["stg"], "apiServers": ["192.0.2.0/24"] """,
        ".stack is \"a\"; write organization/project/stack")]
    [InlineData(""" "stack": "a/b/c", "environments": [], "apiServers": ["192.0.2.0/24"] """, ".environments holds 0; add an environment")]
    [InlineData(""" "stack": "a/b/c", "apiServers": ["192.0.2.0/24"] """, ".environments is missing; add it")]
    [InlineData(""" "stack": "a/b/c", "environments": ["stg"], "apiServers": [] """, ".apiServers holds 0; add the range of an API server")]
    [InlineData(""" "stack": "a/b/c", "environments": ["stg"] """, ".apiServers is missing; add it")]
    public void A_wrong_value_is_answered_with_what_to_write(string members, string problem) => Assert.Contains(
        ProblemsOf($$"""[{ "vendor": "k3s", {{members}} }]"""),
        text => text.StartsWith($"{Path}[0]{problem}", StringComparison.Ordinal));

    [Theory]
    [InlineData("10.0.0.0/8", true)]
    [InlineData("0.0.0.0/0", false)]
    [InlineData("10.0.0.0/7", false)]
    public void Argo_cd_is_not_opened_to_the_internet(string range, bool isAllowed)
    {
        string[] expected =
        [
            $"{Path}[0].apiServers[0] is " + (range.EndsWith("/0", StringComparison.Ordinal)
                ? $"\"{range}\"; write the range of a network, which does not contain every address"
                : $"{range}, which contains too many addresses; write a range of /8 or smaller"),
        ];

        Assert.Equal(isAllowed ? [] : expected, ProblemsOf($"[{Stack("o/k8tre/a", """["stg"]""", "aws", $"""["{range}"]""")}]"));
    }
}

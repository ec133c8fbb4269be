using System.Diagnostics;

namespace K8tre.Tests.OnPrem.Ssh;

/// <summary>What the scripts read about nodes, if a node writes hostile texts into its own object.</summary>
public sealed class NodesTests
{
    // In place of the API: prints what the scripts ask for, each node after the mark of the request.
    private const string Program = """
        . "$1"
        kubectl() {
          local mark
          mark=$(sed 's/.*]}{"\([0-9a-f]*\)".*/\1/' <<<"${*: -1}")
          printf "$mark%b" "$answer"
        }
        nodes
        """;

    [Theory]
    [InlineData(@"a1\tTrue\t\t\tv1.35.4+k3s1\t\t", "a1 True <none> <none> v1.35.4+k3s1 <none> <none>")]
    [InlineData(@"s1\tTrue\ttrue\tTrue\tv1.35.4+k3s1\ttrue\tblocked-1700000000", "s1 True true True v1.35.4+k3s1 true blocked-1700000000")]
    public void A_node_is_shown_with_its_fields(string answer, string line) => Assert.Equal($"{line}\n", Nodes(answer));

    [Theory]
    [InlineData("began[$(touch pwned)]")]
    [InlineData("x")]
    [InlineData("08")]
    [InlineData("blocked-")]
    [InlineData("1700000000 1")]
    public void A_mark_in_another_form_counts_as_none(string mark) =>
        Assert.Equal("a1 True <none> <none> v1.35.4+k3s1 <none> <none>\n", Nodes($@"a1\tTrue\t\t\tv1.35.4+k3s1\t\t{mark}"));

    [Theory]
    [InlineData(@"a1\tTrue\t\t\tv1.35.4+k3s1\ns9\tTrue\ttrue\tTrue\tv1.35.4+k3s1\t\t")]
    [InlineData(@"a1\tTrue\t\t\tv1.35.4+k3s1\t\t\t\ns9\tTrue\ttrue\tTrue\tv1.35.4+k3s1\t\t")]
    public void A_node_cannot_add_another_one(string answer) =>
        Assert.Equal("a1 <none> <none> <none> <none> <none> <none>\n", Nodes(answer));

    private static string Nodes(string answer)
    {
        var script = Path.Combine(Repository.Root, "components/OnPrem/Scripts/Shared/k3s.sh");
        var start = new ProcessStartInfo("bash", ["-c", Program, "test", script]) { RedirectStandardOutput = true };
        start.Environment["answer"] = answer;
        using var bash = Process.Start(start)!;
        var output = bash.StandardOutput.ReadToEnd();
        bash.WaitForExit();
        Assert.Equal(0, bash.ExitCode);
        return output;
    }
}

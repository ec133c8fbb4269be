using System.Text.RegularExpressions;

namespace K8tre.Tests.Docs;

/// <summary>The page of attempts: each answer has a proof that exists, or says what helps.</summary>
public sealed partial class AttemptsPageTests
{
    private static readonly string[] Reachable = File.ReadAllLines(Path.Combine(Repository.Root, "docs/reference/reachability.md"));

    private static readonly ILookup<string, Type> Classes = typeof(AttemptsPageTests).Assembly.GetTypes().ToLookup(type => type.Name);

    private static readonly string[] Answers = ["Stopped", "In part", "Not stopped"];

    public static TheoryData<string, string> Attempts()
    {
        var text = File.ReadAllText(Path.Combine(Repository.Root, "docs/reference/attempts.md"));
        var data = new TheoryData<string, string>();
        foreach (Match match in Attempt().Matches(text))
            data.Add(match.Groups["title"].Value.ReplaceLineEndings(" "), Spaces().Replace(match.Groups["answer"].Value, " ").Trim());
        return data;
    }

    [Fact]
    public void Each_foothold_has_attempts()
    {
        var text = File.ReadAllText(Path.Combine(Repository.Root, "docs/reference/attempts.md"));
        string[] sections = [.. text.Split("\n## ").Skip(1)];

        Assert.Equal(
            ["Researcher", "Developer", "User of Argo CD", "Pipeline", "Compromised agent", "Registrar"],
            sections.Select(section => section.Split('\n')[0]));
        Assert.All(sections, section => Assert.InRange(Attempt().Count(section), 4, 20));
    }

    [Theory, MemberData(nameof(Attempts))]
    public void An_attempt_that_is_stopped_has_a_proof_and_another_says_what_helps(string attempt, string answer)
    {
        var verdict = Assert.Single(Answers, start => Regex.IsMatch(answer, $"^{start}[ .:]"));
        if (verdict == "Not stopped")
            Assert.True(answer.Contains("What helps: ", StringComparison.Ordinal), $"{attempt} {answer}");
        else
            Assert.True(Proof(answer).Length > 0, $"{attempt} {answer}");
    }

    [Theory, MemberData(nameof(Attempts))]
    public void Each_proof_exists(string attempt, string answer)
    {
        foreach (Match reach in Reachability().Matches(Proof(answer)))
        {
            var lines = Reachable.Where(line => line.StartsWith(
                $"| {reach.Groups["from"].Value} | {reach.Groups["to"].Value} |", StringComparison.Ordinal)).ToArray();
            Assert.True(lines.Length > 0, $"{attempt} {reach.Value} is not in reachability.md");
            Assert.All(lines, line => Assert.DoesNotContain("| yes |", line, StringComparison.Ordinal));
        }
        foreach (Match test in Test().Matches(Proof(answer)))
        {
            Assert.True(
                Classes[test.Groups["class"].Value].Any(type => type.GetMethod(test.Groups["method"].Value) is not null),
                $"{attempt} {test.Value} is no test");
        }
    }

    private static string Proof(string answer) => answer.Split("Proof: ") is [_, var proof] ? proof : "";

    [GeneratedRegex(@"^- \*\*(?<title>[^*]+\.)\*\*(?<answer>(?:.|\n  )+)", RegexOptions.Multiline)]
    private static partial Regex Attempt();

    [GeneratedRegex("reachability of `(?<from>[^`]+)`, `(?<to>[^`]+)`")]
    private static partial Regex Reachability();

    [GeneratedRegex(@"`(?<class>\w+Tests)\.(?<method>\w+)`")]
    private static partial Regex Test();

    [GeneratedRegex(@"\s+")]
    private static partial Regex Spaces();
}

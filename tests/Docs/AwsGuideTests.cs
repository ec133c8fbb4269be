using System.Text.RegularExpressions;
using K8tre.Components.Aws.Network;
using K8tre.Tests.Aws;
using K8tre.Tests.Aws.Network;

namespace K8tre.Tests.Docs;

public sealed partial class AwsGuideTests
{
    [Fact]
    public void Names_that_the_guide_says_are_missing_do_not_pass_the_firewall()
    {
        var rules = SuricataRules.For(AwsEgress.Cluster(AwsHelpers.Scope)).Split('\n');
        var names = Names().Matches(Section("### Names that researchers may expect")).Select(match => match.Groups[1].Value).ToArray();

        Assert.Contains("pypi.org", names);
        Assert.All(names, name => Assert.Equal(
            "reject", SuricataModel.Verdict(rules, SuricataFlow.Parse($"tcp 443, SNI {name}"))));
    }

    [Fact]
    public void Hosts_that_take_uploads_pass_as_the_guide_says()
    {
        var rules = SuricataRules.For(AwsEgress.Cluster(AwsHelpers.Scope)).Split('\n');

        Assert.All(
            ["github.com", "raw.githubusercontent.com", "ghcr.io", "quay.io", "registry-1.docker.io", "a.pkg.dev"],
            name => Assert.Equal("pass", SuricataModel.Verdict(rules, SuricataFlow.Parse($"tcp 443, SNI {name}"))));
    }

    private static string Section(string heading)
    {
        var guide = File.ReadAllText(Path.Combine(Repository.Root, "docs/guides/aws.md"));
        var start = guide.IndexOf(heading, StringComparison.Ordinal);
        return guide[start..guide.IndexOf("\n## ", start, StringComparison.Ordinal)];
    }

    [GeneratedRegex("`([a-z0-9.-]+\\.[a-z]+)`")]
    private static partial Regex Names();
}

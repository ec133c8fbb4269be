using System.Text.RegularExpressions;
using K8tre.Components.Aws;
using K8tre.Components.Clusters;
using K8tre.Stacks.Settings;

namespace K8tre.Tests.Aws;

public sealed class EgressTests
{
    private static readonly IReadOnlyList<EgressRule> All = AwsEgress.Cluster(AwsComponents.Site);

    [Fact]
    public void Every_rule_says_why_and_who_says_so() => Assert.All(All, rule =>
    {
        Assert.True(rule.Reason.Length > 10, rule.Name);
        Assert.Equal("https", rule.Source.Scheme);
        Assert.NotEmpty(rule.Fqdns);
    });

    [Fact]
    public void No_rule_is_as_wide_as_a_whole_domain_of_the_world() => Assert.All(
        All.SelectMany(rule => rule.Fqdns), name =>
        {
            Assert.Matches(Forms.Fqdn, name);
            Assert.True(Regex.Count(name, @"\.") >= (name.StartsWith('*') ? 2 : 1), name);
        });

    [Fact]
    public void Names_of_rules_are_letters_digits_and_dashes_and_unique()
    {
        Assert.All(All, rule => Assert.Matches("^[a-z0-9-]+$", rule.Name));
        Assert.Equal(All.Count, All.Select(rule => rule.Name).Distinct().Count());
    }

    [Fact]
    public void What_has_an_endpoint_in_the_network_does_not_leave_it() =>
        Assert.Empty(All.SelectMany(rule => rule.Fqdns).Intersect(AwsService.Cluster(AwsComponents.Site).Select(service => service.Host)));

    [Fact]
    public void Of_AWS_itself_only_names_of_one_service_leave() => Assert.All(
        All.SelectMany(rule => rule.Fqdns).Where(name => name.EndsWith("amazonaws.com", StringComparison.Ordinal) || name.EndsWith("cloudfront.net", StringComparison.Ordinal)),
        name => Assert.DoesNotContain('*', name));
}

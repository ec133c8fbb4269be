using System.Text.RegularExpressions;
using K8tre.Components.Azure.Network;
using K8tre.Components.Egress;
using K8tre.Stacks.Settings.Reading;

namespace K8tre.Tests.Azure.Network;

public sealed class EgressTests
{
    private static readonly EgressRule[] All = [.. AzureEgress.Cluster, .. AzureEgress.Operators, .. AzureEgress.Pipelines];

    [Fact]
    public void Every_rule_has_a_reason_and_a_source() => Assert.All(All, rule =>
    {
        Assert.True(rule.Reason.Length > 10, rule.Name);
        Assert.Equal("https", rule.Source!.Scheme);
        Assert.True(rule.Tag is null == rule.Fqdns.Count > 0, rule.Name);
    });

    [Fact]
    public void No_rule_covers_a_top_level_domain() => Assert.All(
        All.SelectMany(rule => rule.Fqdns), name =>
        {
            Assert.Matches(Formats.Fqdn, name);
            Assert.True(Regex.Count(name, @"\.") >= (name.StartsWith('*') ? 2 : 1), name);
        });

    [Fact]
    public void Layers_of_Kubernetes_images_come_from_its_own_buckets() => Assert.All(
        All.SelectMany(rule => rule.Fqdns).Where(name => name.EndsWith("amazonaws.com", StringComparison.Ordinal)),
        name => Assert.Matches(@"^prod-registry-k8s-io-([a-z0-9-]+)\.s3\.dualstack\.\1\.amazonaws\.com$", name));

    [Fact]
    public void Names_of_rules_are_unique() => Assert.Equal(All.Length, All.Select(rule => rule.Name).Distinct().Count());
}

using System.Reflection;
using System.Text.RegularExpressions;
using K8tre.Components;

namespace K8tre.Tests;

public sealed class VersionsTests
{
    // A release number with nothing open: no range, no wildcard, no name of a moving tag.
    // PostgreSQL's releases have two numbers.
    private static readonly Regex Exact = new(@"^(v?\d+\.\d+\.\d+(\+[a-z0-9]+|-eksbuild\.\d+|-alpine)?|\d+\.\d+-system-[a-z]+)$");

    public static TheoryData<string> Rows =>
        [.. typeof(Versions).GetProperties(BindingFlags.Public | BindingFlags.Static).Select(row => row.Name)];

    [Theory, MemberData(nameof(Rows))]
    public void Every_row_is_an_exact_version(string row)
    {
        var version = typeof(Versions).GetProperty(row)!.GetValue(null) switch
        {
            HelmChart chart => chart.Version,
            ContainerImage image => image.Tag,
            EksAddOn addOn => addOn.Version,
            Release release => release.Version,
            var other => throw new InvalidOperationException($"{row} is a {other?.GetType().Name}, which this test does not know"),
        };

        Assert.Matches(Exact, version);
    }

    [Theory]
    [InlineData(nameof(Versions.KubeVip))]
    [InlineData(nameof(Versions.ArgoCdImage))]
    [InlineData(nameof(Versions.ArgoCdRedis))]
    public void An_image_has_a_digest_so_that_its_tag_cannot_be_moved(string row) => Assert.Matches(
        "^[^@]+:[^:@]+@sha256:[0-9a-f]{64}$", $"{typeof(Versions).GetProperty(row)!.GetValue(null)}");

    [Fact]
    public void A_plus_in_a_version_is_escaped_in_its_location() =>
        Assert.EndsWith("/v1.35.4%2Bk3s1/", Versions.K3s.Location.AbsoluteUri, StringComparison.Ordinal);
}

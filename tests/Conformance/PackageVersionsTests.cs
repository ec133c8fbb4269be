using System.Text.Json.Nodes;
using System.Xml.Linq;
using K8tre.Tests.Aws.Rights;

namespace K8tre.Tests.Conformance;

public sealed class PackageVersionsTests
{
    private const string Prefix = "Pulumi.";

    [Fact]
    public void The_oracle_and_the_schema_are_made_of_the_same_packages()
        => Assert.Equal(
            Dependencies("offline/schemas/package.json"),
            Dependencies("conformance/package.json").Where(package => package.Key != ServiceReference.Package));

    [Fact]
    public void The_oracle_has_the_versions_of_the_NuGet_packages()
    {
        var npm = Dependencies("conformance/package.json");

        var providers = XDocument.Load(Path.Combine(Repository.Root, "Directory.Packages.props")).Descendants("PackageVersion")
            .Select(package => (Name: package.Attribute("Include")!.Value, Version: package.Attribute("Version")!.Value))
            .Where(package => package.Name.StartsWith(Prefix, StringComparison.Ordinal) && package.Name != "Pulumi.Automation");

        Assert.All(providers, package => Assert.Equal(package.Version, npm[$"@pulumi/{NpmName(package.Name[Prefix.Length..])}"]));
    }

    [Fact]
    public void Every_package_is_pinned_by_its_hash_and_by_no_address()
    {
        var packages = Json("conformance/package-lock.json")["packages"]!.AsObject().Where(package => package.Key.Length > 0).ToList();

        Assert.NotEmpty(packages);
        Assert.All(packages, package => Assert.StartsWith("sha512-", (string?)package.Value!["integrity"], StringComparison.Ordinal));
        Assert.All(packages, package => Assert.Null(package.Value!["resolved"]));
    }

    private static SortedDictionary<string, string> Dependencies(string file)
        => new(Json(file)["devDependencies"]!.AsObject().ToDictionary(package => package.Key, package => (string)package.Value!));

    private static JsonNode Json(string file) => JsonNode.Parse(File.ReadAllText(Path.Combine(Repository.Root, file)))!;

    private static string NpmName(string name) => name == "AzureNative" ? "azure-native" : name.ToLowerInvariant();
}

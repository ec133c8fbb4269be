using System.Text.Json.Nodes;
using System.Xml.Linq;

namespace K8tre.Tests.Offline.Bindings;

public sealed class VersionsTests
{
    [Theory]
    [InlineData("Pulumi.Aws", "aws")]
    [InlineData("Pulumi.AzureNative", "azure-native")]
    [InlineData("Pulumi.Command", "command")]
    [InlineData("Pulumi.Kubernetes", "kubernetes")]
    [InlineData("Pulumi.Random", "random")]
    [InlineData("Pulumi.Tls", "tls")]
    public void The_offline_binding_has_the_version_pinned_for_the_official_package(string package, string schema)
    {
        var pinned = XDocument.Load(Path.Combine(Repository.Root, "Directory.Packages.props"))
            .Descendants("PackageVersion").Single(version => (string?)version.Attribute("Include") == package).Attribute("Version")!.Value;

        Assert.Equal(pinned, Version(schema));
        Assert.Equal(pinned, Read("package")["devDependencies"]![$"@pulumi/{schema}"]!.GetValue<string>());
    }

    private static string Version(string schema) => Read(schema)["version"]!.GetValue<string>();

    private static JsonNode Read(string name) =>
        JsonNode.Parse(File.ReadAllText(Path.Combine(Repository.Root, "offline", "schemas", $"{name}.json")))!;
}

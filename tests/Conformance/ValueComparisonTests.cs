using System.Text.Json.Nodes;
using K8tre.Automation.Conformance;
using K8tre.Automation.Projects;

namespace K8tre.Tests.Conformance;

public sealed class ValueComparisonTests
{
    [Theory]
    [InlineData("""{ "a": 1.0, "b": [true, null, { "c": "x" }] }""", """{ "b": [true, null, { "c": "x" }], "a": 1 }""")]
    [InlineData("""{}""", """{}""")]
    [InlineData("""{ "a": "{ \"b\": [ 1 ] }" }""", """{ "a": "{\"b\":[1]}" }""")]
    public void Equal_values_have_no_differences(string ours, string official) => Assert.Empty(Compare(ours, official));

    [Theory]
    [InlineData("""{ "a": 1 }""", """{}""", "a", "the program sends 1, the official SDK nothing")]
    [InlineData("""{}""", """{ "a": null }""", "a", "the official SDK sends null, the program nothing")]
    [InlineData("""{ "a": "1" }""", """{ "a": 1 }""", "a", "the program sends \"1\", the official SDK 1")]
    [InlineData("""{ "a": { "b/c": 1 } }""", """{ "a": { "b/c": 2 } }""", "a[\"b/c\"]", "the program sends 1, the official SDK 2")]
    [InlineData("""{ "a": "[1]" }""", """{ "a": "[2]" }""", "a", "the program sends \"[1]\", the official SDK \"[2]\"")]
    [InlineData("""{ "a": [1, 2] }""", """{ "a": [1, 3] }""", "a[1]", "the program sends 2, the official SDK 3")]
    [InlineData("""{ "a": [1] }""", """{ "a": [1, 2] }""", "a", "the program sends [1], the official SDK [1,2]")]
    [InlineData("""{ "a": "x" }""", """{ "a": "[secret]" }""", "a", "the program sends \"x\", the official SDK a secret")]
    [InlineData("""{ "a": "[unknown]" }""", """{ "a": "x" }""", "a", "the program sends an unknown value, the official SDK \"x\"")]
    public void A_difference_names_the_property_and_both_values(string ours, string official, string path, string message)
    {
        var difference = Assert.Single(Compare(ours, official));

        Assert.Equal((path, message), (difference.Path, difference.Message));
    }

    [Fact]
    public void Pointers_read_as_the_paths_of_the_scripts()
        => Assert.Equal("spec.ports[0][\"app/name~\"]", PropertyPath.FromPointer("/inputs/spec/ports/0/app~1name~0"));

    private static IEnumerable<Difference> Compare(string ours, string official)
        => ValueComparison.Compare(JsonNode.Parse(ours), JsonNode.Parse(official));
}

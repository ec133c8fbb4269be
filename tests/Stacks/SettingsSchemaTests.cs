using System.Text.Json.Nodes;
using K8tre.Stacks.Settings;

namespace K8tre.Tests.Stacks;

public sealed class SettingsSchemaTests
{
    [Fact]
    public void The_committed_schema_is_that_of_the_settings_types() =>
        Repository.Approve("stacks/settings.schema.json", SettingsSchema.Generate());

    [Fact]
    public void The_committed_reference_is_that_of_the_settings_types() =>
        Repository.Approve("docs/reference/settings.md", SettingsReference.Generate());

    [Fact]
    public void It_refuses_unknown_keys_and_names_what_is_required()
    {
        var platform = Platform();

        Assert.False((bool)platform["additionalProperties"]!);
        Assert.Equal(["name", "vendor", "gitOps", "environments"], platform["required"]!.AsArray().Select(name => (string)name!));
    }

    [Fact]
    public void It_carries_forms_choices_and_descriptions()
    {
        var environment = Platform()["properties"]!["environments"]!["items"]!["properties"]!;

        Assert.Equal(["dev", "stg", "prd"], environment["environment"]!["enum"]!.AsArray().Select(name => (string)name!));
        Assert.Equal(63, (int)environment["externalDomain"]!["maxLength"]!);
        Assert.Equal(Forms.DomainName, (string)environment["externalDomain"]!["pattern"]!);
        Assert.Equal("string", (string)environment["k3s"]!["properties"]!["podCidr"]!["type"]!);
        Assert.StartsWith("Range of the pods' addresses", (string)environment["k3s"]!["properties"]!["podCidr"]!["description"]!, StringComparison.Ordinal);
    }

    [Fact]
    public void An_optional_setting_is_left_out_and_never_empty()
    {
        var k3s = Platform()["properties"]!["environments"]!["items"]!["properties"]!["k3s"]!["properties"]!;

        Assert.Equal("string", (string)k3s["version"]!["type"]!);
        Assert.Equal("object", (string)k3s["apiEndpoint"]!["type"]!);
        Assert.Equal("integer", (string)k3s["tokenGeneration"]!["type"]!);
        Assert.DoesNotContain("null", SettingsSchema.Generate(), StringComparison.Ordinal);
    }

    [Fact]
    public void Every_reference_in_it_leads_to_a_schema()
    {
        var schema = JsonNode.Parse(SettingsSchema.Generate())!;
        var references = Descendants(schema).OfType<JsonObject>().Select(node => (string?)node["$ref"]).OfType<string>().ToArray();

        Assert.NotEmpty(references);
        Assert.All(references, reference => Assert.NotNull(reference.Split('/')[1..].Aggregate((JsonNode?)schema, (node, step) => node?[step])));
    }

    private static IEnumerable<JsonNode> Descendants(JsonNode? node) => node switch
    {
        JsonObject map => map.SelectMany(pair => Descendants(pair.Value)).Prepend(map),
        JsonArray list => list.SelectMany(Descendants).Prepend(list),
        _ => [],
    };

    private static JsonNode Platform() =>
        JsonNode.Parse(SettingsSchema.Generate())!["properties"]!["config"]!["properties"]!["k8tre:platform"]!;
}

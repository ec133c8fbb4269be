using System.Text.Json.Nodes;
using K8tre.Stacks.Settings.Reading;
using K8tre.Stacks.Settings.Schema;

namespace K8tre.Tests.Stacks.Settings.Schema;

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
        var platform = Definition("platform");

        Assert.False((bool)platform["additionalProperties"]!);
        Assert.Equal(["name", "vendor", "environments"], platform["required"]!.AsArray().Select(name => (string)name!));
    }

    [Fact]
    public void It_carries_formats_choices_defaults_and_descriptions()
    {
        var environment = Definition("environment")["properties"]!;
        var pods = Definition("k3s")["properties"]!["podCidr"]!;

        Assert.Equal(["dev", "stg", "prd"], environment["environment"]!["enum"]!.AsArray().Select(name => (string)name!));
        Assert.Equal(63, (int)environment["externalDomain"]!["maxLength"]!);
        Assert.Equal(Formats.DomainName, (string)environment["externalDomain"]!["pattern"]!);
        Assert.Equal(("string", "10.42.0.0/16"), ((string)pods["type"]!, (string)pods["default"]!));
        Assert.StartsWith("Address range of pods", (string)pods["description"]!, StringComparison.Ordinal);
    }

    [Fact]
    public void A_setting_that_may_be_left_out_is_not_written_as_null() =>
        Assert.Equal("string", (string)Definition("management")["properties"]!["stack"]!["type"]!);

    [Fact]
    public void A_cluster_of_an_environment_takes_the_definitions_of_every_cluster()
    {
        Assert.Equal("#/$defs/aks/properties/adminGroups", (string)Definition("aksTarget")["properties"]!["adminGroups"]!["$ref"]!);
        Assert.Null(Definition("aks")["properties"]!["acme"]);
    }

    [Fact]
    public void Every_reference_leads_to_a_definition()
    {
        var schema = Schema();

        Assert.All(References(schema), pointer => Assert.NotNull(pointer.Split('/').Skip(1).Aggregate(schema, (at, step) => at[step]!)));
    }

    [Fact]
    public void Lines_of_the_reference_have_at_most_140_characters() =>
        Assert.All(SettingsReference.Generate().Split('\n'), line => Assert.True(line.Length <= 140, line));

    private static JsonNode Definition(string name) => Schema()["$defs"]![name]!;

    private static JsonNode Schema() => JsonNode.Parse(SettingsSchema.Generate())!;

    private static IEnumerable<string> References(JsonNode? node) => node switch
    {
        JsonObject map => map.SelectMany(member => member.Key == "$ref" ? [(string)member.Value!] : References(member.Value)),
        JsonArray list => list.SelectMany(References),
        _ => [],
    };
}

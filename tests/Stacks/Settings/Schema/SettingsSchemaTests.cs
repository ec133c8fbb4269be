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
        var platform = Platform();

        Assert.False((bool)platform["additionalProperties"]!);
        Assert.Equal(["name", "vendor", "environments"], platform["required"]!.AsArray().Select(name => (string)name!));
    }

    [Fact]
    public void It_carries_forms_choices_and_descriptions()
    {
        var environment = Platform()["properties"]!["environments"]!["items"]!["properties"]!;

        Assert.Equal(["dev", "stg", "prd"], environment["environment"]!["enum"]!.AsArray().Select(name => (string)name!));
        Assert.Equal(63, (int)environment["externalDomain"]!["maxLength"]!);
        Assert.Equal(Formats.DomainName, (string)environment["externalDomain"]!["pattern"]!);
        Assert.Equal("string", (string)environment["k3s"]!["properties"]!["podCidr"]!["type"]!);
        Assert.StartsWith("Range of the pods' addresses", (string)environment["k3s"]!["properties"]!["podCidr"]!["description"]!, StringComparison.Ordinal);
    }

    [Fact]
    public void A_setting_that_may_be_left_out_is_not_written_as_null() =>
        Assert.Equal("string", (string)Platform()["properties"]!["management"]!["properties"]!["stack"]!["type"]!);

    private static JsonNode Platform() =>
        JsonNode.Parse(SettingsSchema.Generate())!["properties"]!["config"]!["properties"]!["k8tre:platform"]!;
}

using Google.Protobuf.WellKnownTypes;
using K8tre.Automation.Engine.Properties;

namespace K8tre.Tests.Automation.Engine.Properties;

public sealed class MaskedPropertiesTests
{
    [Fact]
    public void Plain_values_are_kept_and_keys_stand_in_ordinal_order()
    {
        var masked = Read("""{"b": [true, null, {"x": 1.5}], "a": "text", "B": 3}""");

        Assert.Equal("""{"B":3,"a":"text","b":[true,null,{"x":1.5}]}""", masked.Json.ToJsonString());
        Assert.Empty(masked.Secrets);
    }

    [Fact]
    public void A_secret_is_masked_wherever_it_stands_and_its_pointer_is_told()
    {
        var masked = Read(
            $$"""
            {
              "whole": {{Wire.Secret("""{"password": "hunter2"}""")}},
              "list": ["open", {{Wire.Secret("\"hunter2\"")}}],
              "a/b": {"~c": {{Wire.Secret("\"hunter2\"")}}},
              "output": {{Wire.Output("""  "value": "hunter2", "secret": true  """)}}
            }
            """);

        Assert.DoesNotContain("hunter2", masked.Json.ToJsonString(), StringComparison.Ordinal);
        Assert.Equal(["/inputs/a~1b/~0c", "/inputs/list/1", "/inputs/output", "/inputs/whole"], masked.Secrets);
        Assert.Equal("[secret]", (string?)masked.Json["list"]![1]);
        Assert.Equal("open", (string?)masked.Json["list"]![0]);
    }

    [Fact]
    public void A_text_in_which_an_SDK_marked_a_secret_is_masked_whole()
    {
        // What a provider's input of JSON looks like when a part of it is secret.
        var text = System.Text.Json.JsonSerializer.Serialize(Wire.Secret("\"hunter2\""));
        var masked = Read($$"""{ "proxy": {{text}} }""");

        Assert.Equal("""{"proxy":"[secret]"}""", masked.Json.ToJsonString());
        Assert.Equal(["/inputs/proxy"], masked.Secrets);
    }

    [Theory]
    [InlineData("04da6b54-80e4-46f7-96ec-b56ff0331ba9")]
    [InlineData("6a19a0b0-7e62-4c92-b797-7f8e31da9cc2")]
    [InlineData("dd056dcd-154b-4c76-9bd3-c8f88648b5ff")]
    public void Every_kind_of_unknown_value_is_masked(string sentinel)
        => Assert.Equal("""{"x":"[unknown]"}""", Read($$"""{"x": "{{sentinel}}"}""").Json.ToJsonString());

    [Fact]
    public void An_output_value_is_read_as_what_it_holds()
    {
        var masked = Read(
            $$"""
            {
              "known": {{Wire.Output("""  "value": {"x": 1}, "dependencies": ["urn:pulumi:a::b::c::d"]  """)}},
              "unknown": {{Wire.Output("""  "dependencies": []  """)}}
            }
            """);

        Assert.Equal("""{"known":{"x":1},"unknown":"[unknown]"}""", masked.Json.ToJsonString());
    }

    [Fact]
    public void A_reference_is_read_as_the_id_a_provider_gets_and_as_the_URN_of_a_component()
    {
        var masked = Read(
            $$"""
            {
              "custom": {{Wire.Reference("""  "urn": "urn:pulumi:a::b::c::d", "id": "vpc-1"  """)}},
              "pending": {{Wire.Reference("""  "urn": "urn:pulumi:a::b::c::d", "id": ""  """)}},
              "component": {{Wire.Reference("""  "urn": "urn:pulumi:a::b::c::d"  """)}}
            }
            """);

        Assert.Equal("""{"component":"urn:pulumi:a::b::c::d","custom":"vpc-1","pending":"[unknown]"}""", masked.Json.ToJsonString());
    }

    [Fact]
    public void An_asset_is_read_without_the_marks_of_the_wire()
        => Assert.Equal(
            """{"x":{"asset":{"text":"hello"}}}""",
            Read($$"""{"x": {{Wire.Asset("""  "__pulumiAsset": true, "text": "hello"  """)}} }""").Json.ToJsonString());

    [Fact]
    public void Numbers_that_JSON_has_not_are_read_as_text()
    {
        var properties = new Struct { Fields = { ["x"] = Value.ForNumber(double.NaN), ["y"] = Value.ForNumber(double.NegativeInfinity) } };

        Assert.Equal("""{"x":"NaN","y":"-Infinity"}""", new MaskedProperties(properties, "").Json.ToJsonString());
    }

    private static MaskedProperties Read(string json) => new(Struct.Parser.ParseJson(json), "/inputs");
}

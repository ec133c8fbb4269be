using System.Text.Json;
using System.Text.Json.Nodes;
using K8tre.PlanModel;

namespace K8tre.Tests.PlanModel;

public sealed class PlanJsonTests
{
    private static readonly JsonObject Schema =
        JsonNode.Parse(File.ReadAllText(Path.Combine(Repository.Root, "docs", "reference", "plan.schema.json")))!.AsObject();

    [Fact]
    public void A_plan_has_the_fields_that_the_schema_documents_and_no_others()
    {
        var plan = Written(SamplePlan.Small);

        AssertFields(Schema, plan);
        AssertFields(Definition("resource"), plan["resources"]![0]!);
        AssertFields(Definition("options"), plan["resources"]![0]!["options"]!);
        AssertFields(Definition("invoke"), plan["invokes"]![0]!);
        AssertFields(Definition("environment"), plan["environments"]![0]!);
        AssertFields(Definition("need"), plan["environments"]![0]!["needs"]![0]!);
        AssertFields(Definition("changes"), plan["changes"]!);
        AssertFields(Definition("change"), plan["changes"]!["resources"]![0]!);
    }

    [Fact]
    public void The_version_is_the_one_of_the_schema()
    {
        Assert.Equal(1, (int)Written(SamplePlan.Small)["version"]!);
        Assert.Equal(1, (int)Schema["properties"]!["version"]!["const"]!);
    }

    [Fact]
    public void What_is_written_can_be_read_back()
    {
        using var stream = new MemoryStream();
        PlanJson.Write(SamplePlan.Small, stream);
        stream.Position = 0;

        var read = PlanJson.Read(stream);

        Assert.True(JsonNode.DeepEquals(Written(SamplePlan.Small), Written(read)));
    }

    [Fact]
    public void Text_is_written_as_a_person_reads_it()
    {
        using var stream = new MemoryStream();
        PlanJson.Write(SamplePlan.Small, stream);

        var text = System.Text.Encoding.UTF8.GetString(stream.ToArray());
        Assert.Contains("\"text\": \"<é>\"", text, StringComparison.Ordinal);
        Assert.EndsWith("}\n", text, StringComparison.Ordinal);
    }

    [Fact]
    public void Options_that_a_plan_leaves_out_are_not_given()
    {
        var written = Written(SamplePlan.Small);
        foreach (var resource in written["resources"]!.AsArray())
            resource!["options"] = new JsonObject();

        var read = PlanJson.Read(new MemoryStream(System.Text.Encoding.UTF8.GetBytes(written.ToJsonString())));

        Assert.All(read.Resources, resource =>
        {
            Assert.Empty(resource.Options.Aliases);
            Assert.Empty(resource.Options.CustomTimeouts);
        });
    }

    [Theory]
    [InlineData("null")]
    [InlineData("{}")]
    [InlineData("[")]
    public void A_text_that_is_no_plan_is_refused(string text)
        => Assert.ThrowsAny<JsonException>(() => PlanJson.Read(new MemoryStream(System.Text.Encoding.UTF8.GetBytes(text))));

    private static JsonNode Written(Plan plan)
    {
        using var stream = new MemoryStream();
        PlanJson.Write(plan, stream);
        return JsonNode.Parse(stream.ToArray())!;
    }

    private static JsonObject Definition(string name) => Schema["$defs"]![name]!.AsObject();

    // Each written field is documented with the type it has, and each required field is written.
    private static void AssertFields(JsonObject schema, JsonNode written)
    {
        var properties = schema["properties"]!.AsObject();
        var documented = properties.Select(property => property.Key).Order();
        Assert.Equal(documented, written.AsObject().Select(field => field.Key).Order());
        Assert.Equal(documented, schema["required"]!.AsArray().Select(name => (string)name!).Order());
        foreach (var (name, value) in written.AsObject())
        {
            if (properties[name]!["type"] is { } type)
                Assert.Contains(JsonType(value), type is JsonArray types ? types.Select(each => (string)each!) : [(string)type!]);
        }
    }

    private static string JsonType(JsonNode? value) => value?.GetValueKind() switch
    {
        null => "null",
        JsonValueKind.Object => "object",
        JsonValueKind.Array => "array",
        JsonValueKind.String => "string",
        JsonValueKind.Number => "integer",
        _ => "boolean",
    };
}

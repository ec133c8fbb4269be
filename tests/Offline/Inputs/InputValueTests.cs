using System.Collections.Immutable;
using System.Text.Json;

namespace K8tre.Tests.Offline.Inputs;

public sealed class InputValueTests
{
    public static TheoryData<string, object> Allowed => new()
    {
        { "true", true },
        { "1", 1 },
        { "1.5", 1.5 },
        { "\"text\"", "text" },
        { "\"red\"", Color.Red },
        { "2", Level.High },
        { """["x",null]""", new List<string?> { "x", null } },
        { """{"k":{"n":1}}""", new Dictionary<string, object> { ["k"] = new Dictionary<string, object> { ["n"] = 1 } } },
        { """{"a":[1,null,"x"]}""", JsonElement.Parse("""{"a":[1,null,"x"]}""") },
        { "\"secret\"", Output.CreateSecret("secret") },
        { "\"input\"", (Input<string>)"input" },
        { "7", (Union<string, int>)7 },
    };

    public static TheoryData<string, object> Refused => new()
    {
        { "long", 5L },
        { "float", 5f },
        { "decimal", 5m },
        { "anonymous object", new { x = 1 } },
        { "task", Task.FromResult("x") },
        { "dictionary with numbers as keys", new Dictionary<int, string> { [1] = "x" } },
    };

    [Theory, MemberData(nameof(Allowed))]
    public async Task Plain_types_become_plain_values(string json, object value)
    {
        var inputs = await Trial.InputsOfAsync(() => new() { Anything = Output.Create(value) });

        Trial.AssertJson($$"""{"title":"untitled","anything":{{json}}}""", inputs);
    }

    [Theory, MemberData(nameof(Refused))]
    public async Task Other_types_fail_the_program_and_name_the_property(string type, object value)
    {
        var refusal = await Trial.RefusalOfAsync(() => new() { Anything = Output.Create(value) });

        Assert.True(refusal.Contains("error serializing property \"anything\"", StringComparison.Ordinal), $"{type}: {refusal}");
    }

    [Fact]
    public async Task Args_inside_args_become_objects()
    {
        var inputs = await Trial.InputsOfAsync(() => new() { Nested = new WidgetArgs { Title = "inner", Level = Level.Low } });

        Trial.AssertJson("""{"title":"inner","level":1}""", inputs["nested"]);
    }

    [Fact]
    public async Task Null_inside_a_dictionary_is_left_out()
    {
        var value = new Dictionary<string, object?> { ["none"] = null, ["kept"] = 1, ["empty"] = Output.Create((string?)null) };

        var inputs = await Trial.InputsOfAsync(() => new() { Anything = value });

        Trial.AssertJson("""{"kept":1}""", inputs["anything"]);
    }

    [Fact]
    public async Task Unions_and_JSON_have_conversions_of_their_own()
    {
        var inputs = await Trial.InputsOfAsync(() => new() { Port = 3, Document = """{"a":[1,null,"x"]}""" });

        Trial.AssertJson("""{"title":"untitled","port":3,"document":{"a":[1,null,"x"]}}""", inputs);
    }

    [Fact]
    public async Task Missing_required_input_fails_the_program_and_names_the_member()
    {
        var refusal = await Trial.RefusalOfAsync(() => new() { Title = null! });

        Assert.StartsWith("Running program '", refusal, StringComparison.Ordinal);
        Assert.Contains(
            $"[Input] {typeof(WidgetArgs).FullName}.Title is required but was not given a value", refusal, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Args_that_are_missing_are_no_inputs()
    {
        var mocks = new RecordingMocks();
        await Trial.UpdateAsync(mocks, () => _ = new Widget("widget", args: null));

        Assert.Empty(mocks.Inputs("widget"));
    }

    [Fact]
    public async Task Json_inputs_of_providers_are_sent_as_text()
    {
        var mocks = new RecordingMocks();
        await Trial.UpdateAsync(mocks, () => _ = new ProviderResource(
            "test", "provider", new ProviderArgs { Retries = 3, Tags = { ["a"] = "b" } }, options: null));

        Assert.Equal("3", mocks.Inputs("provider")["retries"]);
        Trial.AssertJson("""{"a":"b"}""", JsonSerializer.Deserialize<Dictionary<string, string>>((string)mocks.Inputs("provider")["tags"]));
    }

    [Fact]
    public async Task Dictionaries_serve_as_args()
    {
        var mocks = new RecordingMocks();
        var args = new Dictionary<string, object?> { ["a"] = "1", ["b"] = Output.Create(2) };
        await Trial.UpdateAsync(mocks, () => _ = new CustomResource(
            Widget.TypeToken, "widget", new DictionaryResourceArgs(args.ToImmutableDictionary()), options: null));

        Trial.AssertJson("""{"a":"1","b":2}""", mocks.Inputs("widget"));
    }

    private sealed class ProviderArgs : ResourceArgs
    {
        [Input("tags", json: true)]
        private InputMap<string>? _tags;

        [Input("retries", json: true)]
        public Input<int>? Retries { get; set; }

        public InputMap<string> Tags
        {
            get => _tags ??= [];
            set => _tags = value;
        }
    }
}

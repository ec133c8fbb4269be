using System.Collections.Immutable;

namespace K8tre.Tests.Offline;

public sealed class MockMonitorTests
{
    private const string Root = "urn:pulumi:stack::project::pulumi:pulumi:Stack";

    [Fact]
    public async Task Mocks_see_plain_values_with_numbers_as_doubles()
    {
        var inputs = await Trial.InputsOfAsync(() => new()
        {
            Anything = new Dictionary<string, object> { ["n"] = 1, ["l"] = new List<int> { 2 } },
        });

        var anything = Assert.IsType<ImmutableDictionary<string, object>>(inputs["anything"]);
        Assert.IsType<double>(anything["n"]);
        Assert.IsType<ImmutableArray<object>>(anything["l"]);
    }

    [Fact]
    public async Task Top_level_input_with_something_unknown_anywhere_inside_is_absent()
    {
        var mocks = new RecordingMocks();
        var unknown = OutputUtilities.CreateUnknown("u");
        await Trial.PreviewAsync(mocks, () => _ = new Widget("widget", new()
        {
            Title = "kept",
            Labels = { ["k"] = unknown, ["z"] = "1" },
            Sizes = { "a", unknown },
            Anything = new Dictionary<string, object> { ["deep"] = new List<object> { unknown } },
        }));

        Trial.AssertJson("""{"title":"kept"}""", mocks.Inputs("widget"));
    }

    [Fact]
    public async Task Resource_as_an_input_arrives_as_a_resource_with_the_same_urn()
    {
        var mocks = new RecordingMocks();
        await Trial.UpdateAsync(mocks, () => _ = new Widget("second", new() { Anything = new Widget("first") }));

        var first = Assert.IsAssignableFrom<Resource>(mocks.Inputs("second")["anything"]);
        Assert.Equal($"{Root}${Widget.TypeToken}::first", await OutputUtilities.GetValueAsync(first.Urn));
    }

    [Fact]
    public async Task Assets_arrive_as_assets()
    {
        var inputs = await Trial.InputsOfAsync(() => new()
        {
            Anything = new AssetArchive(new Dictionary<string, AssetOrArchive>
            {
                ["a"] = new StringAsset("text"),
                ["b"] = new FileArchive("folder"),
            }),
        });

        Assert.IsType<AssetArchive>(inputs["anything"]);
    }

    [Theory, InlineData(true), InlineData(false)]
    public async Task Null_id_is_an_unknown_id_in_preview_and_update(bool isPreview)
    {
        var mocks = new RecordingMocks { Answer = args => (null, args.Inputs) };
        Widget? widget = null;
        await Deployment.TestAsync(mocks, new TestOptions { IsPreview = isPreview }, () => { widget = new Widget("widget"); });

        Assert.False(await OutputUtilities.GetIsKnownAsync(widget!.Id));
        Assert.True(await OutputUtilities.GetIsKnownAsync(widget.Urn));
    }

    [Theory, InlineData(true, false), InlineData(false, true)]
    public async Task Output_that_the_state_lacks_is_unknown_in_preview_and_a_known_default_in_update(bool isPreview, bool isKnown)
    {
        Widget? widget = null;
        var options = new TestOptions { IsPreview = isPreview };
        await Deployment.TestAsync(new RecordingMocks(), options, () => { widget = new Widget("widget"); });

        Assert.Equal((0, isKnown, false), await Trial.LookAsync(widget!.Count));
        Assert.Equal((null, isKnown, false), await Trial.LookAsync(widget.Title));
        Assert.Equal(isKnown, await OutputUtilities.GetIsKnownAsync(widget.Sizes));
        Assert.True((await OutputUtilities.GetValueAsync(widget.Sizes)).IsDefault);
    }

    [Fact]
    public async Task Unknown_output_in_the_state_gives_an_unknown_output()
    {
        var state = new Dictionary<string, object> { ["title"] = OutputUtilities.CreateUnknown("u") };
        var mocks = new RecordingMocks { Answer = _ => ("id", state) };
        Widget? widget = null;
        await Trial.UpdateAsync(mocks, () => widget = new Widget("widget"));

        Assert.False(await OutputUtilities.GetIsKnownAsync(widget!.Title));
    }

    [Fact]
    public async Task State_becomes_outputs_of_all_types()
    {
        var mocks = new RecordingMocks
        {
            Answer = _ => ("id", new Dictionary<string, object>
            {
                ["sizes"] = new List<string> { "s", "m" },
                ["count"] = 3,
                ["color"] = "red",
                ["level"] = 2,
                ["port"] = 8080,
                ["shape"] = new Dictionary<string, object> { ["name"] = "triangle", ["corners"] = new List<int> { 1, 2, 3 } },
            }),
        };
        Widget? widget = null;
        await Trial.UpdateAsync(mocks, () => widget = new Widget("widget"));

        Assert.Equal<string>(["s", "m"], await OutputUtilities.GetValueAsync(widget!.Sizes));
        Assert.Equal(3, await OutputUtilities.GetValueAsync(widget.Count));
        Assert.Equal(Color.Red, await OutputUtilities.GetValueAsync(widget.Color));
        Assert.Equal(Level.High, await OutputUtilities.GetValueAsync(widget.Level));
        Assert.Equal(8080, (await OutputUtilities.GetValueAsync(widget.Port)).AsT1);
        var shape = await OutputUtilities.GetValueAsync(widget.Shape);
        Assert.Equal("triangle", shape!.Name);
        Assert.Equal<int>([1, 2, 3], shape.Corners);
    }

    [Fact]
    public async Task Output_types_that_do_not_fit_give_the_default_and_no_failure()
    {
        var mocks = new RecordingMocks { Answer = _ => ("id", new Dictionary<string, object> { ["count"] = "three", ["title"] = 4 }) };
        Widget? widget = null;
        await Trial.UpdateAsync(mocks, () => widget = new Widget("widget"));

        Assert.Equal(0, await OutputUtilities.GetValueAsync(widget!.Count));
        Assert.Null(await OutputUtilities.GetValueAsync(widget.Title));
    }

    [Fact]
    public async Task State_may_be_an_args_object()
    {
        var mocks = new RecordingMocks { Answer = _ => ("id", new WidgetArgs { Title = "from args" }) };
        Widget? widget = null;
        await Trial.UpdateAsync(mocks, () => widget = new Widget("widget"));

        Assert.Equal("from args", await OutputUtilities.GetValueAsync(widget!.Title));
    }

    [Fact]
    public async Task Urns_keep_only_the_type_of_the_outermost_parent()
    {
        Panel? inner = null;
        Widget? widget = null;
        await Trial.UpdateAsync(new RecordingMocks(), () =>
        {
            inner = new Panel("inner", new() { Parent = new Panel("outer") });
            widget = new Widget("widget", options: new() { Parent = inner });
        });

        Assert.Equal($"{Root}${Panel.TypeToken}::inner", await OutputUtilities.GetValueAsync(inner!.Urn));
        Assert.Equal($"{Root}${Widget.TypeToken}::widget", await OutputUtilities.GetValueAsync(widget!.Urn));
    }

    [Fact]
    public async Task Same_name_and_type_twice_is_not_refused()
    {
        var resources = await Trial.UpdateAsync(new RecordingMocks(), () =>
        {
            _ = new Widget("same");
            _ = new Widget("same");
        });

        Assert.Equal(2, resources.Length);
    }

    [Fact]
    public async Task Components_reach_the_mocks_and_the_stack_does_not()
    {
        var mocks = new RecordingMocks();
        var resources = await Trial.UpdateAsync(mocks, () => _ = new Panel("panel"));

        Assert.Equal(Panel.TypeToken, Assert.Single(mocks.Resources).Type);
        Assert.IsType<Panel>(Assert.Single(resources));
    }

    [Fact]
    public async Task Id_in_the_options_reads_the_resource()
    {
        var mocks = new RecordingMocks();
        Widget? widget = null;
        await Trial.UpdateAsync(mocks, () => widget = new Widget("widget", options: new() { Id = "existing" }));

        Assert.Equal("existing", Assert.Single(mocks.Resources).Id);
        Assert.Equal(("existing", true, false), await Trial.LookAsync(widget!.Id));
    }

    [Fact]
    public async Task ImportId_is_seen_and_is_the_id_when_the_mock_gives_none()
    {
        var mocks = new RecordingMocks { Answer = args => (null, args.Inputs) };
        Widget? widget = null;
        await Trial.UpdateAsync(mocks, () => widget = new Widget("widget", options: new() { ImportId = "imported" }));

        Assert.Equal("imported", Assert.Single(mocks.Resources).Id);
        Assert.Equal("imported", await OutputUtilities.GetValueAsync(widget!.Id));
    }

    [Fact]
    public async Task Urn_in_the_options_gives_the_state_of_a_resource_that_was_registered()
    {
        Widget? read = null;
        await Trial.UpdateAsync(new RecordingMocks(), () =>
        {
            _ = new Widget("first", new() { Title = "kept" });
            read = new Widget("second", options: new() { Urn = $"{Root}${Widget.TypeToken}::first" });
        });

        Assert.Equal("kept", await OutputUtilities.GetValueAsync(read!.Title));
        Assert.Equal("first-id", await OutputUtilities.GetValueAsync(read.Id));
    }

    [Fact]
    public async Task Outputs_of_a_component_arrive_under_the_names_of_the_attributes()
    {
        var mocks = new RecordingMocks();
        await Trial.UpdateAsync(mocks, () => _ = new Panel("panel", label: Output.CreateSecret("shown")));

        var outputs = mocks.Outputs.Single(request => request.Urn.EndsWith("::panel", StringComparison.Ordinal)).Outputs;
        Assert.Equal("label", Assert.Single(outputs.Keys));
        Assert.Equal(("shown", true, true), await Trial.LookAsync(outputs["label"]));
    }

    [Fact]
    public async Task EmptyMocks_echo_the_inputs_and_give_no_id()
    {
        Widget? widget = null;
        await Trial.UpdateAsync(new EmptyMocks(), () => widget = new Widget("widget", new() { Title = "echo" }));

        Assert.Equal("echo", await OutputUtilities.GetValueAsync(widget!.Title));
        Assert.False(await OutputUtilities.GetIsKnownAsync(widget.Id));
    }
}

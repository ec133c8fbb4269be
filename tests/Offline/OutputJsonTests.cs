using System.Text.Json;

namespace K8tre.Tests.Offline;

public sealed class OutputJsonTests
{
    [Fact]
    public async Task Outputs_and_inputs_inside_are_written_as_their_values()
    {
        var value = new Dictionary<string, object>
        {
            ["a"] = Output.Create("s"),
            ["b"] = new InputMap<int> { ["x"] = 1 },
            ["c"] = new InputList<string> { "y" },
            ["d"] = (Input<bool>)true,
        };

        var json = Output.JsonSerialize(Output.Create(value));

        Assert.Equal(("""{"a":"s","b":{"x":1},"c":["y"],"d":true}""", true, false), await Trial.LookAsync(json));
    }

    [Fact]
    public async Task Nested_secret_makes_the_text_secret()
    {
        var json = Output.JsonSerialize(Output.Create(new Dictionary<string, object> { ["a"] = Output.CreateSecret("s") }));

        Assert.Equal(("""{"a":"s"}""", true, true), await Trial.LookAsync(json));
    }

    [Fact]
    public async Task Nested_unknown_makes_the_text_unknown()
    {
        var json = Output.JsonSerialize(Output.Create(new Dictionary<string, object> { ["a"] = OutputUtilities.CreateUnknown("s") }));

        Assert.False(await OutputUtilities.GetIsKnownAsync(json));
    }

    [Fact]
    public async Task Nested_output_that_is_not_there_yet_is_waited_for()
    {
        var later = new TaskCompletionSource<Output<int>>();
        var json = Output.JsonSerialize(Output.Create(new { nested = Output.Create(later.Task).Apply(output => output) }));
        later.SetResult(Output.Create(7));

        Assert.Equal("""{"nested":7}""", await OutputUtilities.GetValueAsync(json));
    }

    [Fact]
    public async Task Options_are_obeyed()
    {
        var options = new JsonSerializerOptions { PropertyNamingPolicy = JsonNamingPolicy.CamelCase };

        var json = Output.JsonSerialize(Output.Create(new Point(Output.Create(1))), options);

        Assert.Equal("""{"x":1}""", await OutputUtilities.GetValueAsync(json));
    }

    [Fact]
    public async Task Outputs_that_are_read_take_over_the_secretness_of_the_text()
    {
        var point = await OutputUtilities.GetValueAsync(Output.JsonDeserialize<Point>(Output.CreateSecret("""{"X":3}""")));

        Assert.Equal((3, true, true), await Trial.LookAsync(point.X));
    }

    private sealed record Point(Output<int> X);
}

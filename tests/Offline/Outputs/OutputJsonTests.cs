using System.Text.Json;

namespace K8tre.Tests.Offline.Outputs;

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
    public async Task Nested_output_without_a_value_yet_blocks_the_thread_until_it_has_one()
    {
        var later = new TaskCompletionSource<int>();
        var value = Output.Create(new { nested = Output.Create(later.Task) });
        await OutputUtilities.GetIsKnownAsync(value);
        Output<string>? json = null;
        var thread = new Thread(() => json = Output.JsonSerialize(value)) { IsBackground = true };
        thread.Start();

        Assert.False(thread.Join(TimeSpan.FromMilliseconds(200)));
        later.SetResult(7);
        Assert.True(thread.Join(TimeSpan.FromSeconds(30)));
        Assert.Equal("""{"nested":7}""", await OutputUtilities.GetValueAsync(json!));
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

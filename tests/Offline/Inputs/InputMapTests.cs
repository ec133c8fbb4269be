using System.Collections;

namespace K8tre.Tests.Offline.Inputs;

public sealed class InputMapTests
{
    [Fact]
    public async Task Null_values_and_missing_inputs_are_left_out()
    {
        var inputs = await Trial.InputsOfAsync(() => new()
        {
            Labels = { ["value"] = (string)null!, ["input"] = (Input<string>)null!, ["kept"] = "1" },
        });

        Trial.AssertJson("""{"title":"untitled","labels":{"kept":"1"}}""", inputs);
    }

    [Fact]
    public async Task Same_key_with_an_equal_value_is_allowed()
    {
        var inputs = await Trial.InputsOfAsync(() => new() { Labels = { ["key"] = "v", ["key"] = Output.Create("v") } });

        Trial.AssertJson("""{"key":"v"}""", inputs["labels"]);
    }

    [Fact]
    public async Task Same_key_with_another_value_fails_the_program()
    {
        var refusal = await Trial.RefusalOfAsync(() => new() { Labels = { ["key"] = "v", ["key"] = "w" } });

        Assert.Contains("Key 'key' already exists in the map with a different value.", refusal, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Same_key_with_another_value_fails_whoever_awaits_the_map()
    {
        var map = new InputMap<string> { { "key", "v" }, { "key", "w" } };

        await Assert.ThrowsAsync<ArgumentException>(() => OutputUtilities.GetValueAsync(map.ToOutput()));
    }

    [Fact]
    public async Task AddRange_with_a_key_that_is_there_fails_the_program()
    {
        await Trial.RefusalOfAsync(() =>
        {
            var labels = new InputMap<string> { ["key"] = "v" };
            labels.AddRange(new InputMap<string> { ["key"] = "w" });
            return new() { Labels = labels };
        });
    }

    [Fact]
    public async Task Merge_takes_the_second_value_and_changes_neither_map()
    {
        var first = new InputMap<string> { ["key"] = "v", ["first"] = "1" };
        var second = new InputMap<string> { ["key"] = "w" };

        var inputs = await Trial.InputsOfAsync(() => new() { Labels = InputMap<string>.Merge(first, second) });

        Trial.AssertJson("""{"key":"w","first":"1"}""", inputs["labels"]);
        Assert.Equal("v", (await OutputUtilities.GetValueAsync(first.ToOutput()))["key"]);
    }

    [Fact]
    public async Task Touched_but_empty_map_is_sent_empty_and_one_set_to_null_not_at_all()
    {
        var touched = await Trial.InputsOfAsync(() =>
        {
            var args = new WidgetArgs();
            _ = args.Labels;
            return args;
        });
        var unset = await Trial.InputsOfAsync(() => new() { Labels = null! });

        Trial.AssertJson("""{"title":"untitled","labels":{}}""", touched);
        Trial.AssertJson("""{"title":"untitled"}""", unset);
    }

    [Fact]
    public async Task Unknown_value_leaves_the_others_known_until_the_map_is_read_whole()
    {
        var map = new InputMap<string> { ["known"] = "1", ["unknown"] = OutputUtilities.CreateUnknown("u") };

        Assert.False(await OutputUtilities.GetIsKnownAsync(map.ToOutput()));
    }

    [Fact]
    public void Map_cannot_be_enumerated_synchronously()
    {
        Assert.Throws<NotSupportedException>(() => ((IEnumerable)new InputMap<string>()).GetEnumerator());
    }

    [Fact]
    public async Task Map_can_be_enumerated_asynchronously()
    {
        var map = new InputMap<string> { ["a"] = Output.Create("1") };
        var entries = new List<string>();
        await foreach (var entry in map)
        {
            var pair = await OutputUtilities.GetValueAsync(entry.ToOutput());
            entries.Add($"{pair.Key}={pair.Value}");
        }

        Assert.Equal(["a=1"], entries);
    }

    [Fact]
    public async Task Values_of_unions_are_added_by_either_type()
    {
        var map = new InputMap<Union<string, int>>();
        map.Add("text", (Input<string>)"x");
        map.Add("number", (Input<int>)3);

        var values = await OutputUtilities.GetValueAsync(map.ToOutput());

        Assert.Equal("x", values["text"].AsT0);
        Assert.Equal(3, values["number"].AsT1);
    }
}

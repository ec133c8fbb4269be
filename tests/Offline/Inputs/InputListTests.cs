using System.Collections;
using System.Collections.Immutable;

namespace K8tre.Tests.Offline.Inputs;

public sealed class InputListTests
{
    public static TheoryData<string, InputList<string>> Lists => new()
    {
        { "value", "a" },
        { "output", Output.Create("a") },
        { "input", (Input<string>)"a" },
        { "array", new[] { "a" } },
        { "array of outputs", new[] { Output.Create("a") } },
        { "array of inputs", new Input<string>[] { "a" } },
        { "list", new List<string> { "a" } },
        { "list of outputs", new List<Output<string>> { Output.Create("a") } },
        { "list of inputs", new List<Input<string>> { "a" } },
        { "immutable array", ImmutableArray.Create("a") },
        { "immutable array of outputs", ImmutableArray.Create(Output.Create("a")) },
        { "immutable array of inputs", ImmutableArray.Create<Input<string>>("a") },
        { "output of an array", Output.Create(new[] { "a" }) },
        { "output of a list", Output.Create(new List<string> { "a" }) },
        { "output of an enumerable", Output.Create(Enumerable.Repeat("a", 1)) },
        { "output of an immutable array", Output.Create(ImmutableArray.Create("a")) },
    };

    [Theory, MemberData(nameof(Lists))]
    public async Task Anything_like_a_list_becomes_one(string what, InputList<string> list)
    {
        Assert.True(await OutputUtilities.GetValueAsync(list.ToOutput()) is ["a"], what);
    }

    [Fact]
    public async Task Null_value_stays_an_element()
    {
        var inputs = await Trial.InputsOfAsync(() => new() { Sizes = { "x", (string)null! } });

        Trial.AssertJson("""["x",null]""", inputs["sizes"]);
    }

    [Fact]
    public async Task Missing_input_as_an_element_fails_the_program()
    {
        await Trial.RefusalOfAsync(() => new() { Sizes = { "x", (Input<string>)null! } });
    }

    [Fact]
    public async Task Default_immutable_array_is_sent_as_an_empty_list()
    {
        var inputs = await Trial.InputsOfAsync(() => new() { Sizes = default(ImmutableArray<string>) });

        Trial.AssertJson("[]", inputs["sizes"]);
    }

    [Fact]
    public async Task Touched_but_empty_list_is_sent_empty_and_one_set_to_null_not_at_all()
    {
        var touched = await Trial.InputsOfAsync(() =>
        {
            var args = new WidgetArgs();
            _ = args.Sizes;
            return args;
        });
        var unset = await Trial.InputsOfAsync(() => new() { Sizes = null! });

        Trial.AssertJson("""{"title":"untitled","sizes":[]}""", touched);
        Trial.AssertJson("""{"title":"untitled"}""", unset);
    }

    [Fact]
    public async Task Concat_gives_a_new_list_and_AddRange_changes_the_list()
    {
        var list = new InputList<string> { "a" };

        Assert.Equal<string>(["a", "b"], await OutputUtilities.GetValueAsync(list.Concat("b").ToOutput()));
        Assert.Equal<string>(["a"], await OutputUtilities.GetValueAsync(list.ToOutput()));
        list.AddRange(new[] { "c", "d" });
        Assert.Equal<string>(["a", "c", "d"], await OutputUtilities.GetValueAsync(list.ToOutput()));
    }

    [Fact]
    public async Task List_can_be_enumerated_asynchronously_only()
    {
        var list = new InputList<string> { "a", Output.Create("b") };
        var elements = new List<string>();
        await foreach (var element in list)
            elements.Add(await OutputUtilities.GetValueAsync(element.ToOutput()));

        Assert.Equal(["a", "b"], elements);
        Assert.Throws<NotSupportedException>(() => ((IEnumerable)list).GetEnumerator());
    }

    [Fact]
    public async Task Elements_of_unions_are_added_by_either_type()
    {
        var list = new InputList<Union<string, int>>();
        list.Add((Input<string>)"x");
        list.Add((Input<int>)3);

        var values = await OutputUtilities.GetValueAsync(list.ToOutput());

        Assert.Equal(["x", 3], values.Select(value => value.Value));
    }
}

using System.Collections.Immutable;

namespace K8tre.Tests.Offline.Outputs;

public sealed class OutputTests
{
    [Fact]
    public async Task Apply_on_something_unknown_does_not_call_the_function()
    {
        var calls = 0;
        var output = OutputUtilities.CreateUnknown("value").Apply(_ => ++calls);

        Assert.False(await OutputUtilities.GetIsKnownAsync(output));
        Assert.Equal(0, calls);
    }

    [Fact]
    public async Task Value_of_something_unknown_is_the_default_of_its_type()
    {
        Assert.Null(await OutputUtilities.GetValueAsync(OutputUtilities.CreateUnknown("value")));
        Assert.Equal(0, await OutputUtilities.GetValueAsync(OutputUtilities.CreateUnknown(() => Task.FromResult(7))));
    }

    [Fact]
    public async Task Apply_whose_function_returns_no_output_gives_a_known_default()
    {
        var fromOutput = Output.Create(1).Apply(_ => (Output<string>?)null);
        var fromInput = Output.Create(1).Apply(_ => (Input<int>?)null);

        Assert.Equal((null, true, false), await Trial.LookAsync(fromOutput));
        Assert.Equal((0, true, false), await Trial.LookAsync(fromInput));
    }

    [Fact]
    public async Task Apply_waits_for_the_task_of_its_function()
    {
        var done = false;
        var output = Output.Create(20).Apply(async value =>
        {
            await Task.Yield();
            done = true;
            return value + 1;
        });

        Assert.Equal(21, await OutputUtilities.GetValueAsync(output));
        Assert.True(done);
    }

    [Fact]
    public async Task UntypedApply_hands_over_an_object()
    {
        Assert.Equal("1!", await OutputUtilities.GetValueAsync(Output.Create(1).UntypedApply(value => Output.Create($"{value}!"))));
    }

    [Fact]
    public async Task All_of_nothing_is_known_and_empty()
    {
        var output = Output.All(Array.Empty<Output<string>>());

        Assert.True(await OutputUtilities.GetIsKnownAsync(output));
        Assert.Empty(await OutputUtilities.GetValueAsync(output));
    }

    [Fact]
    public async Task All_is_unknown_when_one_is()
    {
        Assert.False(await OutputUtilities.GetIsKnownAsync(Output.All(Output.Create("a"), OutputUtilities.CreateUnknown("b"))));
    }

    [Fact]
    public async Task Tuple_keeps_the_order_and_the_types_of_eight_items()
    {
        var output = Output.Tuple<int, string, bool, double, int, string, bool, double>(1, "2", true, 4.5, 5, "6", false, 8.5);

        Assert.Equal((1, "2", true, 4.5, 5, "6", false, 8.5), await OutputUtilities.GetValueAsync(output));
    }

    [Fact]
    public async Task Format_is_of_the_invariant_culture_and_understands_specifiers_nulls_and_inputs()
    {
        string? none = null;
        var output = Output.Format($"[{none}|{Output.Create((string?)null)}|{1.5:F2}|{Output.Create(1234.5):N1}|{(Input<int>)7}|{{x}}]");

        Assert.Equal("[||1.50|1,234.5|7|{x}]", await OutputUtilities.GetValueAsync(output));
    }

    [Fact]
    public async Task Text_of_an_output_is_a_warning()
    {
        var text = "";
        await Trial.PreviewAsync(new RecordingMocks(), () => text = $"{Output.Create("x")}");

        Assert.StartsWith("Calling [ToString] on an [Output<T>] is not supported.", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Missing_input_counts_as_the_default_of_its_type()
    {
        Input<int>? missing = null;

        Assert.Equal((0, true, false), await Trial.LookAsync(missing.ToOutput()));
        Assert.Equal(1, await OutputUtilities.GetValueAsync(missing.Apply(value => value + 1)));
    }

    [Fact]
    public async Task Elements_and_length_of_arrays_are_outputs()
    {
        var array = Output.Create(ImmutableArray.Create("a", "b"));

        Assert.Equal("a", await OutputUtilities.GetValueAsync(array.First()));
        Assert.Equal("b", await OutputUtilities.GetValueAsync(array.GetAt(1)));
        Assert.Equal(2, await OutputUtilities.GetValueAsync(array.Length()));
    }

    [Fact]
    public async Task Dependencies_of_a_resource_output_lead_to_the_resource_through_Apply()
    {
        Widget? widget = null;
        await Trial.UpdateAsync(new RecordingMocks(), () => widget = new Widget("widget"));

        Assert.Equal([widget!], await OutputUtilities.GetDependenciesAsync(widget!.Urn));
        Assert.Equal([widget!], await OutputUtilities.GetDependenciesAsync(widget!.Title.Apply(title => title + "!")));
        Assert.Empty(await OutputUtilities.GetDependenciesAsync(Output.Create("plain")));
        var added = OutputUtilities.WithDependency(Output.Create("plain"), widget!);
        Assert.Equal([widget!], await OutputUtilities.GetDependenciesAsync(added));
    }

    [Fact]
    public async Task Deferred_output_takes_value_and_secretness_once()
    {
        var deferred = new DeferredOutput<string>();
        deferred.Resolve(Output.CreateSecret("late"));

        Assert.Equal(("late", true, true), await Trial.LookAsync(deferred.Output));
        var error = Assert.Throws<InvalidOperationException>(() => deferred.Resolve(Output.Create("again")));
        Assert.Equal("DeferredOutput can only be resolved once.", error.Message);
    }

    [Fact]
    public async Task Program_fails_with_the_exception_of_an_Apply()
    {
        var error = await Assert.ThrowsAsync<RunException>(() => Trial.UpdateAsync(new RecordingMocks(), () =>
            Output.Create(1).Apply((Func<int, int>)(_ => throw new InvalidOperationException("in apply")))));

        Assert.Contains("in apply", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Resource_made_inside_Apply_is_registered_unless_the_value_is_unknown()
    {
        var mocks = new RecordingMocks();
        await Trial.PreviewAsync(mocks, () =>
        {
            Output.Create(1).Apply(_ => new Widget("known").Title);
            OutputUtilities.CreateUnknown(1).Apply(_ => new Widget("unknown").Title);
        });

        Assert.Equal("known", Assert.Single(mocks.Resources).Name);
    }
}

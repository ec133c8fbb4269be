namespace K8tre.Tests.Offline.Outputs;

public sealed class SecretTests
{
    private static readonly Output<string> Secret = Output.CreateSecret("s");

    public static TheoryData<string, Output<object?>> Computed => new()
    {
        { "Apply", Secret.Apply(value => (object?)value) },
        { "Apply of a task", Secret.Apply(value => Task.FromResult<object?>(value)) },
        { "nested output of Apply", Output.Create(1).Apply(_ => Output.CreateSecret<object?>("s")) },
        { "Format", Output.Format($"a{Secret}").Apply(value => (object?)value) },
        { "All", Output.All(Output.Create("a"), Secret).Apply(value => (object?)value) },
        { "Tuple", Output.Tuple(Output.Create("a"), Secret).Apply(value => (object?)value) },
        { "JsonSerialize", Output.JsonSerialize(Secret).Apply(value => (object?)value) },
        { "InputList", new InputList<string> { "a", Secret }.Apply(value => (object?)value) },
        { "InputMap", new InputMap<string> { ["a"] = Secret }.Apply(value => (object?)value) },
    };

    [Theory, MemberData(nameof(Computed))]
    public async Task What_is_computed_from_a_secret_is_secret(string how, Output<object?> output)
    {
        Assert.True(await Output.IsSecretAsync(output), how);
    }

    [Fact]
    public async Task Unsecret_gives_a_copy_that_is_not_secret()
    {
        Assert.False(await Output.IsSecretAsync(Output.Unsecret(Secret)));
        Assert.True(await Output.IsSecretAsync(Secret));
    }

    [Fact]
    public async Task CreateSecret_of_an_output_gives_a_copy_that_is_secret()
    {
        var plain = Output.Create("p");

        Assert.True(await Output.IsSecretAsync(Output.CreateSecret(plain)));
        Assert.False(await Output.IsSecretAsync(plain));
    }

    [Fact]
    public async Task Secret_and_unknown_together_are_both_and_stay_secret_through_Apply()
    {
        var calls = 0;
        var both = Output.Tuple(Secret, OutputUtilities.CreateUnknown("u"));
        var applied = both.Apply(_ => ++calls);

        Assert.Equal((0, false, true), await Trial.LookAsync(applied));
        Assert.Equal(0, calls);
    }

    [Fact]
    public async Task Mocks_see_the_value_of_a_secret_input_and_echoing_it_loses_the_secretness()
    {
        var mocks = new RecordingMocks();
        Widget? widget = null;
        await Trial.UpdateAsync(mocks, () => widget = new Widget(
            "widget", new() { Title = Secret }, new() { AdditionalSecretOutputs = { "title" } }));

        Trial.AssertJson("""{"title":"s"}""", mocks.Inputs("widget"));
        Assert.Equal(("s", true, false), await Trial.LookAsync(widget!.Title));
    }

    [Fact]
    public async Task Secret_in_the_state_of_a_mock_gives_a_secret_output()
    {
        var mocks = new RecordingMocks { Answer = _ => ("id", new Dictionary<string, object> { ["title"] = Secret, ["count"] = 3 }) };
        Widget? widget = null;
        await Trial.UpdateAsync(mocks, () => widget = new Widget("widget"));

        Assert.Equal(("s", true, true), await Trial.LookAsync(widget!.Title));
        Assert.Equal((3, true, false), await Trial.LookAsync(widget.Count));
    }
}

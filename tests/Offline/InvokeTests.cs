using System.Collections.Immutable;

namespace K8tre.Tests.Offline;

public sealed class InvokeTests
{
    private const string Token = "test:index:find";

    [Fact]
    public async Task Arguments_arrive_and_the_result_comes_back_typed()
    {
        var mocks = new RecordingMocks
        {
            Result = _ => new Dictionary<string, object> { ["name"] = "found", ["corners"] = new List<int> { 4 } },
        };
        Output<Shape>? shape = null;
        await Trial.UpdateAsync(mocks, () => shape = Deployment.Instance.Invoke<Shape>(Token, new FindArgs { Name = "x" }));

        Assert.Equal(Token, Assert.Single(mocks.Calls).Token);
        Trial.AssertJson("""{"name":"x"}""", mocks.Calls[0].Args);
        Assert.Equal("found", (await OutputUtilities.GetValueAsync(shape!)).Name);
    }

    [Fact]
    public async Task Unknown_argument_is_not_called_and_the_result_is_unknown_and_not_secret()
    {
        var (mocks, result) = await InvokeAsync(OutputUtilities.CreateUnknown("u").Apply(_ => Output.CreateSecret("u")));

        Assert.Empty(mocks.Calls);
        Assert.Equal((null, false, false), await Trial.LookAsync(result));
    }

    [Fact]
    public async Task Secret_argument_is_called_with_its_value_and_the_result_is_not_secret_by_itself()
    {
        var (mocks, result) = await InvokeAsync(Output.CreateSecret("s"));

        Trial.AssertJson("""{"name":"s"}""", Assert.Single(mocks.Calls).Args);
        Assert.False(await Output.IsSecretAsync(result));
    }

    [Fact]
    public async Task Call_that_depends_on_a_resource_without_an_id_is_not_made()
    {
        var mocks = new RecordingMocks { Answer = args => (null, args.Inputs) };
        Output<ImmutableDictionary<string, object>>? result = null;
        await Trial.PreviewAsync(mocks, () => result = Deployment.Instance.Invoke<ImmutableDictionary<string, object>>(
            Token, new FindArgs { Name = "x" }, new InvokeOutputOptions { DependsOn = { new Widget("widget") } }));

        Assert.Empty(mocks.Calls);
        Assert.False(await OutputUtilities.GetIsKnownAsync(result!));
    }

    [Fact]
    public async Task Result_comes_from_the_resources_of_the_arguments_and_of_DependsOn()
    {
        Widget? given = null;
        Widget? named = null;
        Output<ImmutableDictionary<string, object>>? result = null;
        await Trial.UpdateAsync(new RecordingMocks(), () =>
        {
            given = new Widget("given", new() { Title = "t" });
            named = new Widget("named");
            result = Deployment.Instance.Invoke<ImmutableDictionary<string, object>>(
                Token, new FindArgs { Name = given.Title }, new InvokeOutputOptions { DependsOn = { named } });
        });

        var dependencies = await OutputUtilities.GetDependenciesAsync(result!);
        Assert.Contains(given!, dependencies);
        Assert.Contains(named!, dependencies);
    }

    [Fact]
    public async Task Single_results_are_unwrapped()
    {
        var mocks = new RecordingMocks { Result = _ => new Dictionary<string, object> { ["anything"] = "v" } };
        Output<string>? output = null;
        var awaited = "";
        await Deployment.TestAsync(mocks, new TestOptions(), async () =>
        {
            output = Deployment.Instance.InvokeSingle<string>(Token, new FindArgs());
            awaited = await Deployment.Instance.InvokeSingleAsync<string>(Token, new FindArgs());
        });

        Assert.Equal("v", await OutputUtilities.GetValueAsync(output!));
        Assert.Equal("v", awaited);
    }

    [Fact]
    public async Task Provider_comes_from_the_options_or_from_the_parent()
    {
        var mocks = new RecordingMocks();
        await Trial.UpdateAsync(mocks, () =>
        {
            var provider = new WidgetProvider("provider");
            var panel = new Panel("panel", new() { Providers = { provider } });
            Deployment.Instance.Invoke<Shape>(Token, InvokeArgs.Empty, new InvokeOptions { Provider = provider });
            Deployment.Instance.Invoke<Shape>(Token, InvokeArgs.Empty, new InvokeOptions { Parent = panel });
        });

        Assert.Equal(2, mocks.Calls.Count);
        Assert.All(mocks.Calls, call => Assert.EndsWith("::provider::provider-id", call.Provider, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Methods_get_the_resource_as_an_argument()
    {
        var mocks = new RecordingMocks { Result = _ => new Dictionary<string, object> { ["result"] = 1 } };
        Output<ImmutableDictionary<string, object>>? result = null;
        await Trial.UpdateAsync(mocks, () =>
            result = Deployment.Instance.Call<ImmutableDictionary<string, object>>(
                "test:index:Widget/paint", CallArgs.Empty, new Widget("self")));

        var self = Assert.IsAssignableFrom<Resource>(Assert.Single(mocks.Calls).Args["__self__"]);
        Assert.EndsWith("::self", await OutputUtilities.GetValueAsync(self.Urn), StringComparison.Ordinal);
        Trial.AssertJson("""{"result":1}""", await OutputUtilities.GetValueAsync(result!));
    }

    private static async Task<(RecordingMocks Mocks, Output<string> Result)> InvokeAsync(Input<string> name)
    {
        var mocks = new RecordingMocks();
        Output<ImmutableDictionary<string, object>>? result = null;
        await Trial.PreviewAsync(mocks, () =>
            result = Deployment.Instance.Invoke<ImmutableDictionary<string, object>>(Token, new FindArgs { Name = name }));
        return (mocks, result!.Apply(values => (string)values["name"]));
    }

    private sealed class FindArgs : InvokeArgs
    {
        [Input("name")]
        public Input<string>? Name { get; set; }
    }
}

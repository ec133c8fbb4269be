namespace K8tre.Tests.Offline;

public sealed class StackTests
{
    [Fact]
    public async Task Stack_is_one_of_the_resources_and_is_named_after_project_and_stack()
    {
        var resources = await Deployment.TestAsync<GoodStack>(new RecordingMocks(), new TestOptions { ProjectName = "p", StackName = "s" });

        Assert.Equal("p-s", resources.OfType<GoodStack>().Single().GetResourceName());
        Assert.Equal("pulumi:pulumi:Stack", resources.OfType<GoodStack>().Single().GetResourceType());
        Assert.Single(resources.OfType<Widget>());
    }

    [Fact]
    public async Task Outputs_are_registered_under_the_names_of_the_attributes()
    {
        var mocks = new RecordingMocks();
        await Deployment.TestAsync<GoodStack>(mocks);

        var request = Assert.Single(mocks.Outputs);
        Assert.Equal("urn:pulumi:stack::project::pulumi:pulumi:Stack::project-stack", request.Urn);
        Assert.Equal(["Plain", "renamed"], request.Outputs.Keys.Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Output_without_a_value_fails_the_program()
    {
        var error = await Assert.ThrowsAsync<RunException>(() => Deployment.TestAsync<ForgetfulStack>(new RecordingMocks()));

        Assert.Equal(
            "Output(s) 'Title' have no value assigned. [Output] attributed properties must be assigned inside Stack constructor.",
            error.Message);
    }

    [Fact]
    public async Task Output_of_a_plain_type_fails_the_program()
    {
        var error = await Assert.ThrowsAsync<RunException>(() => Deployment.TestAsync<PlainStack>(new RecordingMocks()));

        Assert.Equal(
            "Output(s) 'Title' have incorrect type. [Output] attributed properties must be instances of Output<T>.", error.Message);
    }

    [Fact]
    public async Task Service_provider_makes_the_stack()
    {
        var resources = await Deployment.TestWithServiceProviderAsync<GoodStack>(new RecordingMocks(), new Services());

        Assert.Equal(2, resources.Length);
    }

    private sealed class GoodStack : Stack
    {
        public GoodStack()
        {
            _ = new Widget("widget");
        }

        [Output("renamed")]
        public Output<string> Title { get; private set; } = Output.Create("v");

        [Output]
        public Output<int> Plain { get; private set; } = Output.Create(1);
    }

    private sealed class ForgetfulStack : Stack
    {
        [Output]
        public Output<string> Title { get; private set; } = null!;
    }

    private sealed class PlainStack : Stack
    {
        [Output]
        public string Title { get; private set; } = "a";
    }

    private sealed class Services : IServiceProvider
    {
        public object? GetService(Type serviceType) => serviceType == typeof(GoodStack) ? new GoodStack() : null;
    }
}

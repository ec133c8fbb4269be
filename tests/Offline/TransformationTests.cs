namespace K8tre.Tests.Offline;

public sealed class TransformationTests
{
    [Fact]
    public async Task Transformation_of_a_parent_changes_the_inputs_of_its_children()
    {
        var mocks = new RecordingMocks();
        await Trial.UpdateAsync(mocks, () =>
        {
            var panel = new Panel("panel", new() { ResourceTransformations = { args => Titled(args, "changed") } });
            _ = new Widget("child", new() { Title = "given" }, new() { Parent = panel });
        });

        Trial.AssertJson("""{"title":"changed"}""", mocks.Inputs("child"));
    }

    [Fact]
    public async Task Own_transformations_run_before_those_of_the_parent()
    {
        var order = new List<string>();
        await Trial.UpdateAsync(new RecordingMocks(), () =>
        {
            var panel = new Panel("panel", new() { ResourceTransformations = { args => Noted(args, "parent") } });
            _ = new Widget("child", options: new() { Parent = panel, ResourceTransformations = { args => Noted(args, "own") } });
        });

        Assert.Equal(["parent of panel", "own of child", "parent of child"], order);

        ResourceTransformationResult? Noted(ResourceTransformationArgs args, string whose)
        {
            order.Add($"{whose} of {args.Resource.GetResourceName()}");
            return null;
        }
    }

    [Fact]
    public async Task Transformations_of_the_stack_reach_every_resource()
    {
        var mocks = new RecordingMocks();
        await Deployment.TestAsync<TransformedStack>(mocks);

        Trial.AssertJson("""{"title":"from the stack"}""", mocks.Inputs("widget"));
    }

    [Fact]
    public async Task Parent_cannot_be_changed()
    {
        var options = new CustomResourceOptions
        {
            ResourceTransformations =
            {
                args => new ResourceTransformationResult(args.Args, new CustomResourceOptions { Parent = new Panel("elsewhere") }),
            },
        };

        var error = await Assert.ThrowsAsync<RunException>(() =>
            Trial.UpdateAsync(new RecordingMocks(), () => _ = new Widget("child", options: options)));

        const string Refusal = "Transformations cannot currently be used to change the 'parent' of a resource.";
        Assert.Contains(Refusal, error.Message, StringComparison.Ordinal);
    }

    private static ResourceTransformationResult? Titled(ResourceTransformationArgs args, string title) =>
        args.Resource is Widget ? new(new WidgetArgs { Title = title }, args.Options) : null;

    private sealed class TransformedStack : Stack
    {
        public TransformedStack()
            : base(new StackOptions { ResourceTransformations = { args => Titled(args, "from the stack") } })
        {
            _ = new Widget("widget");
        }
    }
}

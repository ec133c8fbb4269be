namespace K8tre.Tests.Offline;

public sealed class TestRunTests
{
    [Fact]
    public async Task RunException_ends_the_program_with_its_text_alone()
    {
        var error = await Assert.ThrowsAsync<RunException>(() => RunAsync(() => throw new RunException("do this instead")));

        Assert.Equal("do this instead", error.Message);
    }

    [Fact]
    public async Task Any_other_exception_is_shown_whole_after_a_line_about_the_program()
    {
        var error = await Assert.ThrowsAsync<RunException>(() => RunAsync(() => throw new InvalidOperationException("bad")));

        Assert.Matches("^Running program '.*' failed with an unhandled exception:\nSystem.InvalidOperationException: bad", error.Message);
    }

    [Fact]
    public async Task ResourceException_hides_the_stack_trace_when_asked_to()
    {
        var error = await Assert.ThrowsAsync<RunException>(() => RunAsync(() => throw new ResourceException("bad", null, hideStack: true)));

        Assert.Equal("bad", error.Message);
    }

    [Fact]
    public async Task Exception_of_a_mock_fails_the_program()
    {
        var mocks = new RecordingMocks { Answer = _ => throw new InvalidOperationException("in mock") };

        var failure = await FailedRun.OfAsync(() => Trial.UpdateAsync(mocks, () => _ = new Widget("widget")));

        Assert.Contains("in mock", failure, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Logged_error_fails_the_program_and_a_warning_does_not()
    {
        await RunAsync(() => Log.Warn("careful"));

        var error = await Assert.ThrowsAsync<RunException>(() => RunAsync(() => Log.Error("boom")));
        Assert.Equal("boom", error.Message);
    }

    [Fact]
    public async Task Several_errors_come_together()
    {
        var messages = await FailedRun.MessagesOfAsync(() => RunAsync(() =>
        {
            Log.Error("first");
            Log.Error("second");
        }));

        Assert.Equal(["first", "second"], messages.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Nothing_is_running_outside_of_a_program()
    {
        var error = Assert.Throws<InvalidOperationException>(() => Deployment.Instance);

        Assert.Equal("Trying to acquire Deployment.Instance before 'Run' was called.", error.Message);
        Assert.Throws<InvalidOperationException>(() => new Widget("widget"));
    }

    [Fact]
    public async Task Program_is_told_the_default_names_and_that_it_is_a_preview()
    {
        var facts = "";
        await Deployment.TestAsync(new RecordingMocks(), new TestOptions(), () =>
        {
            var instance = Deployment.Instance;
            facts = $"{instance.OrganizationName}/{instance.ProjectName}/{instance.StackName} {instance.IsDryRun}";
        });

        Assert.Equal("organization/project/stack True", facts);
    }

    [Fact]
    public async Task Root_directory_fails_the_program_unless_it_is_given()
    {
        await Assert.ThrowsAsync<RunException>(() => RunAsync(() => _ = Deployment.Instance.RootDirectory));

        var folder = "";
        var options = new TestOptions { RootDirectory = "/project" };
        await Deployment.TestAsync(new RecordingMocks(), options, () => { folder = Deployment.Instance.RootDirectory; });
        Assert.Equal("/project", folder);
    }

    [Fact]
    public async Task What_the_program_returns_comes_back_as_it_is()
    {
        var title = Output.Create("x");
        var (resources, outputs) = await Deployment.TestAsync(new RecordingMocks(), new TestOptions(), async () =>
        {
            await Task.Yield();
            _ = new Widget("widget");
            return new Dictionary<string, object?> { ["output"] = title, ["plain"] = 1, ["none"] = null };
        });

        Assert.IsType<Widget>(Assert.Single(resources));
        Assert.Same(title, outputs["output"]);
        Assert.Equal(1, outputs["plain"]);
        Assert.Null(outputs["none"]);
    }

    [Fact]
    public async Task Programs_that_run_at_the_same_time_do_not_see_one_another()
    {
        var titles = await Task.WhenAll(Enumerable.Range(0, 20).Select(number => Task.Run(async () =>
        {
            var options = new TestOptions { StackName = $"stack{number}", IsPreview = false };
            var resources = await Deployment.TestAsync(new RecordingMocks(), options, () =>
                _ = new Widget("widget", new() { Title = Deployment.Instance.StackName }));
            return await OutputUtilities.GetValueAsync(Assert.IsType<Widget>(Assert.Single(resources)).Title);
        })));

        Assert.Equal(Enumerable.Range(0, 20).Select(number => $"stack{number}"), titles);
    }

    [Fact]
    public async Task Missing_name_fails_the_program()
    {
        var error = await Assert.ThrowsAsync<RunException>(() => RunAsync(() => _ = new Widget("")));

        Assert.Contains("'name' cannot be null or empty.", error.Message, StringComparison.Ordinal);
    }

    private static Task RunAsync(Action program) => Trial.UpdateAsync(new RecordingMocks(), program);
}

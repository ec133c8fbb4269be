using System.Collections.Immutable;
using System.Net;
using System.Net.Sockets;
using K8tre.Tests.Offline.Packages;

namespace K8tre.Tests.Offline;

[Collection(ProcessEnvironment.Name)]
public sealed class EngineTests
{
    private const string Project = "urn:pulumi:dev::house";

    [Fact]
    public async Task Program_without_an_engine_is_told_to_use_the_cli()
    {
        using var environment = ProcessEnvironment.Set(("PULUMI_MONITOR", null));

        var error = await Assert.ThrowsAsync<InvalidOperationException>(() => Deployment.RunAsync(() => { }));

        Assert.Equal("Program run without the Pulumi engine available; re-run using the `pulumi` CLI", error.Message);
    }

    [Fact]
    public async Task Outputs_come_back_with_their_secretness()
    {
        Widget? widget = null;
        var run = await EngineRun.OfAsync(() =>
            widget = new Widget("widget", new() { Title = Output.CreateSecret("s"), Sizes = { "m" }, Port = 80 }));

        Assert.Equal(0, run.ExitCode);
        Assert.Equal(("s", true, true), await Trial.LookAsync(widget!.Title));
        Assert.Equal<string>(["m"], await OutputUtilities.GetValueAsync(widget.Sizes));
        Assert.Equal(80, (await OutputUtilities.GetValueAsync(widget.Port)).AsT1);
        Assert.False(await OutputUtilities.GetIsKnownAsync(widget.Count));
    }

    [Fact]
    public async Task Parents_and_dependencies_are_told_by_urn()
    {
        var run = await EngineRun.OfAsync(() =>
        {
            var first = new Widget("first", new() { Title = "t" }, new() { Parent = new Panel("panel") });
            _ = new Widget("second", new() { Labels = { ["from"] = first.Title } }, new() { DependsOn = { new Widget("third") } });
        });

        var second = run.Plan.Resources.Single(resource => resource.Name == "second");
        Assert.Equal([$"{Project}::test:index:Panel$test:index:Widget::first"], second.PropertyDependencies["labels"]);
        Assert.Equal(
            [$"{Project}::test:index:Panel$test:index:Widget::first", $"{Project}::test:index:Widget::third"],
            second.Dependencies.Order(StringComparer.Ordinal));
        Assert.Equal($"{Project}::pulumi:pulumi:Stack::house-dev", second.Parent);
    }

    [Fact]
    public async Task Depending_on_a_component_is_depending_on_its_children()
    {
        var run = await EngineRun.OfAsync(() =>
        {
            var panel = new Panel("panel");
            var inner = new Panel("inner", new() { Parent = panel });
            _ = new Widget("child", options: new() { Parent = inner });
            _ = new Widget("dependent", options: new() { DependsOn = { panel } });
        });

        Assert.Equal(
            [$"{Project}::test:index:Panel$test:index:Panel$test:index:Widget::child"],
            run.Plan.Resources.Single(resource => resource.Name == "dependent").Dependencies);
    }

    [Fact]
    public async Task Options_arrive()
    {
        var run = await EngineRun.OfAsync(() => _ = new Widget("widget", options: new()
        {
            Protect = true,
            RetainOnDelete = true,
            DeleteBeforeReplace = true,
            Version = "1.2.3",
            IgnoreChanges = { "title" },
            ReplaceOnChanges = { "sizes" },
            AdditionalSecretOutputs = { "title" },
            CustomTimeouts = new() { Create = TimeSpan.FromMinutes(30) },
            Aliases = { new Alias { Name = "old" }, new Alias { NoParent = true }, new Alias { Urn = "urn:pulumi:s::p::t:m:Old::older" } },
        }));

        var options = run.Plan.Resources.Single(resource => resource.Name == "widget").Options;
        Assert.True(options is { Protect: true, RetainOnDelete: true, DeleteBeforeReplace: true, Version: "1.2.3" });
        Assert.Equal(["title"], options.IgnoreChanges);
        Assert.Equal(["sizes"], options.ReplaceOnChanges);
        Assert.Equal(["title"], options.AdditionalSecretOutputs);
        Assert.Equal("1800000000000ns", options.CustomTimeouts["create"]);
        Assert.Equal(
            [$"{Project}::test:index:Widget::old", $"{Project}::test:index:Widget::widget", "urn:pulumi:s::p::t:m:Old::older"],
            options.Aliases);
    }

    [Fact]
    public async Task Outputs_of_the_stack_arrive()
    {
        var run = await EngineRun.OfAsync(() => new Dictionary<string, object?>
        {
            ["plain"] = "p",
            ["secret"] = Output.CreateSecret("s"),
            ["unknown"] = OutputUtilities.CreateUnknown("u"),
        });

        Assert.Equal("p", run.Plan.Outputs["plain"]!.GetValue<string>());
        Assert.Equal("[secret]", run.Plan.Outputs["secret"]!.GetValue<string>());
        Assert.Equal("[unknown]", run.Plan.Outputs["unknown"]!.GetValue<string>());
    }

    [Fact]
    public async Task Values_keep_their_shape_through_150_levels_and_in_any_script()
    {
        const int Levels = 150;
        const string Text = "Grüße, 世界 \U0001F30D \u0000";
        object nested = Text;
        for (var i = 0; i < Levels; i++)
            nested = new Dictionary<string, object> { ["deeper"] = nested };

        Echo? echo = null;
        await EngineRun.OfAsync(() => echo = new Echo("echo", nested));

        object? value = await OutputUtilities.GetValueAsync(echo!.Value);
        for (var i = 0; i < Levels; i++)
            value = Assert.IsType<ImmutableDictionary<string, object>>(value)["deeper"];
        Assert.Equal(Text, value);
    }

    [Fact]
    public async Task Lists_keep_nulls_and_numbers_that_are_none()
    {
        Echo? echo = null;
        await EngineRun.OfAsync(() => echo = new Echo("echo", new List<object?> { null, double.NaN, double.PositiveInfinity }));

        var list = (ImmutableArray<object?>)await OutputUtilities.GetValueAsync(echo!.Value);
        Assert.Equal<object?>([null, double.NaN, double.PositiveInfinity], list);
    }

    [Fact]
    public async Task Ten_megabytes_are_one_message()
    {
        var text = new string('x', 10_000_000);
        Echo? echo = null;
        await EngineRun.OfAsync(() => echo = new Echo("echo", text));

        Assert.Equal(text, await OutputUtilities.GetValueAsync(echo!.Value));
    }

    [Fact]
    public async Task Refusal_of_the_engine_ends_the_program_and_is_told()
    {
        var run = await EngineRun.OfAsync(() =>
        {
            _ = new Widget("same");
            _ = new Widget("same");
        });

        Assert.Equal(32, run.ExitCode);
        Assert.Contains(run.Errors, error => error.Contains("Duplicate resource URN", StringComparison.Ordinal));
        if (SdkInUse.IsOffline)
            Assert.DoesNotContain(run.Errors, error => error.Contains("   at ", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Exception_gives_exit_code_32_and_its_message()
    {
        var run = await EngineRun.OfAsync((Action)(() => throw new RunException("do this instead")));

        Assert.Equal(32, run.ExitCode);
        Assert.Equal("do this instead", Assert.Single(run.Errors));
    }

    [Fact]
    public async Task Logged_error_gives_exit_code_1()
    {
        var run = await EngineRun.OfAsync(() => Log.Error("boom"));

        Assert.Equal(1, run.ExitCode);
        Assert.All(run.Errors, error => Assert.Equal("boom", error));
        // The official SDK does not wait for the engine to take an error.
        if (SdkInUse.IsOffline)
            Assert.Single(run.Errors);
    }

    [Fact]
    public async Task Hook_that_the_engine_cannot_call_back_ends_the_program()
    {
        var run = await EngineRun.OfAsync(() => _ = new ResourceHook("paint", (_, _) => Task.CompletedTask));

        Assert.Equal(32, run.ExitCode);
        Assert.Contains("hook", Assert.Single(run.Errors), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Transform_that_the_engine_cannot_call_back_ends_the_program()
    {
        var run = await EngineRun.OfAsync(() => _ = new Widget("widget", options: new()
        {
            ResourceTransforms = { (_, _) => Task.FromResult<ResourceTransformResult?>(null) },
        }));

        Assert.Equal(32, run.ExitCode);
        Assert.Contains("transform", Assert.Single(run.Errors), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Closed_port_ends_the_program()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var address = listener.LocalEndpoint.ToString()!;
        listener.Stop();

        await AssertUnreachableAsync(address);
    }

    [Fact]
    public async Task Something_that_is_no_engine_ends_the_program()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        using var stop = new CancellationTokenSource();
        var hangingUp = HangUpAsync(listener, stop.Token);

        await AssertUnreachableAsync(listener.LocalEndpoint.ToString()!);

        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => hangingUp);
    }

    private static async Task AssertUnreachableAsync(string address)
    {
        var (exitCode, said) = (1, "");
        var thrown = await Record.ExceptionAsync(async () => (exitCode, said) = await EngineRun.RunAsync(
            address, () => new Dictionary<string, object?> { ["id"] = new Widget("widget").Id }));

        Assert.Equal(1, exitCode);
        // The official SDK throws if it can't tell the engine of the failure either, which ends the process too.
        if (SdkInUse.IsOffline)
        {
            Assert.Null(thrown);
            Assert.Contains(address, said, StringComparison.Ordinal);
            Assert.DoesNotContain("   at ", said, StringComparison.Ordinal);
        }
    }

    private static async Task HangUpAsync(TcpListener listener, CancellationToken cancellationToken)
    {
        while (true)
        {
            using var client = await listener.AcceptTcpClientAsync(cancellationToken);
            await client.GetStream().WriteAsync("220 mail.example.org\r\n"u8.ToArray(), cancellationToken);
        }
    }

    private sealed class Echo(string name, object? value) : CustomResource(
        "test:index:Echo", name, new EchoArgs { Value = Output.Create(value!) }, options: null)
    {
        [Output("value")]
        public Output<object> Value { get; private set; } = null!;
    }

    private sealed class EchoArgs : ResourceArgs
    {
        [Input("value")]
        public Input<object>? Value { get; set; }
    }
}

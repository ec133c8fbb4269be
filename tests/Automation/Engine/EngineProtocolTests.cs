using Google.Protobuf.WellKnownTypes;
using K8tre.Automation.Engine;
using K8tre.Automation.Engine.Rpc;
using K8tre.PlanModel;
using Pulumirpc;
using RpcError = Grpc.Core.RpcException;

namespace K8tre.Tests.Automation.Engine;

/// <summary>The protocol of the engine: features, errors, logs and large messages.</summary>
public sealed class EngineProtocolTests
{
    [Theory]
    [InlineData("secrets", true)]
    [InlineData("outputValues", true)]
    [InlineData("aliasSpecs", true)]
    [InlineData("transforms", false)]
    [InlineData("resourceHooks", false)]
    public async Task Only_features_that_are_served_are_promised(string feature, bool isServed)
    {
        await using var engine = await EngineClient.StartAsync();

        var answer = await engine.CallAsync<SupportsFeatureResponse>("SupportsFeature", new SupportsFeatureRequest { Id = feature });

        Assert.Equal(isServed, answer.HasSupport);
    }

    [Fact]
    public async Task A_method_that_is_not_served_is_answered_as_unimplemented()
    {
        await using var engine = await EngineClient.StartAsync();

        var error = await Assert.ThrowsAsync<RpcError>(() => engine.CallAsync<Empty>("RegisterStackTransform", new Empty()));

        Assert.Equal(Grpc.Core.StatusCode.Unimplemented, error.StatusCode);
    }

    [Fact]
    public async Task Errors_that_the_program_logs_are_kept_and_warnings_are_passed_on()
    {
        await using var engine = await EngineClient.StartAsync();

        await engine.CallAsync<Empty>("Log", new LogRequest { Severity = LogSeverity.Error, Message = "broken" }, "Engine");
        await engine.CallAsync<Empty>("Log", new LogRequest { Severity = LogSeverity.Warning, Message = "careful" }, "Engine");

        Assert.Equal(["broken"], engine.Recording.Errors);
    }

    [Fact]
    public async Task Three_hundred_levels_of_nesting_are_read_and_answered()
    {
        await using var engine = await EngineClient.StartAsync();
        var value = Value.ForString("core");
        for (var level = 0; level < 300; level++)
            value = Value.ForStruct(new() { Fields = { ["k"] = value } });

        var answer = await engine.RegisterAsync("test:index:Thing", "deep", with: request => request.Object.Fields["v"] = value);

        Assert.Equal(value, answer.Object.Fields["v"]);
        using var written = new MemoryStream();
        PlanJson.Write(engine.Plan(), written);
    }

    [Fact]
    public async Task An_input_of_64_MB_is_read_and_answered()
    {
        await using var engine = await EngineClient.StartAsync();
        var text = new string('x', 64 * 1024 * 1024);

        var answer = await engine.RegisterAsync(
            "test:index:Thing", "large", with: request => request.Object.Fields["v"] = Value.ForString(text));

        Assert.Equal(text.Length, answer.Object.Fields["v"].StringValue.Length);
    }

    [Fact]
    public async Task A_port_in_use_is_named()
    {
        await using var engine = RecordingEngine.Listen(new() { Project = "proj", Stack = "dev" }, new());
        var port = new Uri($"http://{engine.Address}").Port;

        var error = Assert.Throws<PortTakenException>(
            () => RecordingEngine.Listen(new() { Project = "proj", Stack = "dev", Port = port }, new()));

        Assert.Equal(port, error.Port);
    }
}

using Google.Protobuf.WellKnownTypes;
using K8tre.Automation.Engine.Properties;
using Pulumirpc;
using RpcError = Grpc.Core.RpcException;

namespace K8tre.Tests.Automation.Engine;

/// <summary>Registrations, reads and function calls of programs.</summary>
public sealed class RecordingEngineTests
{
    private const string StackUrn = "urn:pulumi:dev::proj::pulumi:pulumi:Stack::proj-dev";

    [Fact]
    public async Task A_custom_resource_is_answered_with_its_URN_an_id_and_its_inputs()
    {
        await using var engine = await EngineClient.StartAsync();

        var answer = await engine.RegisterAsync(
            "test:index:Thing",
            "thing",
            inputs: $$"""{"open": 1, "closed": {{Wire.Secret("\"x\"")}}, "later": {{Wire.Unknown}}, "none": null}""");

        Assert.Equal("urn:pulumi:dev::proj::test:index:Thing::thing", answer.Urn);
        Assert.NotEmpty(answer.Id);
        Assert.Equal(["open", "closed", "later"], answer.Object.Fields.Keys);
        Assert.True(WireValue.IsSecret(answer.Object.Fields["closed"]));
    }

    [Fact]
    public async Task A_program_that_does_not_know_secrets_gets_plain_values()
    {
        await using var engine = await EngineClient.StartAsync();

        var answer = await engine.RegisterAsync(
            "test:index:Thing",
            "thing",
            inputs: $$"""{"closed": {{Wire.Secret("\"x\"")}} }""",
            with: request => request.AcceptSecrets = false);

        Assert.Equal("x", answer.Object.Fields["closed"].StringValue);
        Assert.Equal("[secret]", (string?)engine.Plan().Resources.Single().Inputs["closed"]);
    }

    [Fact]
    public async Task A_component_keeps_the_outputs_it_registers_at_its_end()
    {
        await using var engine = await EngineClient.StartAsync();
        var component = await engine.RegisterAsync("test:index:Group", "group", custom: false, inputs: """{"size": 1}""");

        await engine.CallAsync<Empty>("RegisterResourceOutputs", new RegisterResourceOutputsRequest
        {
            Urn = component.Urn,
            Outputs = Struct.Parser.ParseJson($$"""{"key": {{Wire.Secret("\"x\"")}} }"""),
        });

        Assert.Empty(component.Object.Fields);
        var recorded = engine.Plan().Resources.Single();
        Assert.Equal("""{"size":1}""", recorded.Inputs.ToJsonString());
        Assert.Equal("""{"key":"[secret]"}""", recorded.Outputs.ToJsonString());
        Assert.Equal(["/outputs/key"], recorded.Secrets);
        Assert.Null(recorded.Id);
    }

    [Fact]
    public async Task The_outputs_of_the_stack_are_those_of_the_plan()
    {
        await using var engine = await EngineClient.StartAsync();
        await engine.RegisterAsync("pulumi:pulumi:Stack", "proj-dev", custom: false);

        await engine.CallAsync<Empty>("RegisterResourceOutputs", new RegisterResourceOutputsRequest
        {
            Urn = StackUrn,
            Outputs = Struct.Parser.ParseJson("""{"name": "x"}"""),
        });

        Assert.Equal("""{"name":"x"}""", engine.Plan().Outputs.ToJsonString());
    }

    [Fact]
    public async Task A_URN_can_be_registered_once()
    {
        await using var engine = await EngineClient.StartAsync();
        await engine.RegisterAsync("test:index:Thing", "thing");

        var error = await Assert.ThrowsAsync<RpcError>(() => engine.RegisterAsync("test:index:Thing", "thing"));

        Assert.Equal("Duplicate resource URN 'urn:pulumi:dev::proj::test:index:Thing::thing'; try giving it a unique name", error.Status.Detail);
        Assert.Equal(error.Status.Detail, engine.Recording.Errors.Single());
    }

    [Fact]
    public async Task A_parent_has_to_be_registered_before_its_children()
    {
        await using var engine = await EngineClient.StartAsync();

        var error = await Assert.ThrowsAsync<RpcError>(
            () => engine.RegisterAsync("test:index:Thing", "thing", parent: "urn:pulumi:dev::proj::a:b:C::gone"));

        Assert.Contains("could not find parent resource urn:pulumi:dev::proj::a:b:C::gone", error.Status.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Children_inherit_protection_and_the_provider_of_their_package()
    {
        await using var engine = await EngineClient.StartAsync();
        var provider = await engine.RegisterAsync("pulumi:providers:test", "main");
        var group = await engine.RegisterAsync("other:index:Group", "group", custom: false, with: request =>
        {
            request.Protect = true;
            request.Providers["test"] = $"{provider.Urn}::{provider.Id}";
        });

        await engine.RegisterAsync("test:index:Thing", "mine", group.Urn);
        await engine.RegisterAsync("else:index:Thing", "not-mine", group.Urn, with: request => request.Protect = false);

        var (mine, notMine) = (engine.Plan().Resources[2], engine.Plan().Resources[3]);
        Assert.Equal((provider.Urn, true), (mine.Provider, mine.Options.Protect));
        Assert.Equal((null, false), (notMine.Provider, notMine.Options.Protect));
    }

    [Fact]
    public async Task Options_and_dependencies_are_recorded()
    {
        await using var engine = await EngineClient.StartAsync();

        await engine.RegisterAsync("test:index:Thing", "thing", inputs: """{"size": 1}""", with: request =>
        {
            request.Dependencies.Add(StackUrn);
            request.PropertyDependencies["size"] = new() { Urns = { StackUrn } };
            request.PropertyDependencies["free"] = new();
            request.IgnoreChanges.Add("size");
            request.CustomTimeouts = new() { Create = "5m" };
            request.Aliases.Add(new Pulumirpc.Alias { Spec = new() { Name = "old" } });
            request.ImportId = "real-1";
            request.Version = "1.2.3";
        });

        var recorded = engine.Plan().Resources.Single();
        Assert.Equal([StackUrn], recorded.Dependencies);
        Assert.Equal(["size"], recorded.PropertyDependencies.Keys);
        Assert.Equal(["urn:pulumi:dev::proj::test:index:Thing::old"], recorded.Options.Aliases);
        Assert.Equal("5m", recorded.Options.CustomTimeouts["create"]);
        Assert.Equal(("real-1", "real-1", "1.2.3"), (recorded.Id, recorded.Options.ImportId, recorded.Options.Version));
    }

    [Fact]
    public async Task The_outputs_of_another_stack_are_those_given_or_unknown()
    {
        await using var engine = await EngineClient.StartAsync(
            new Dictionary<string, Struct> { ["org/net/dev"] = Struct.Parser.ParseJson("""{"vpc": "vpc-1"}""") });

        var known = await ReadAsync("org/net/dev");
        var unknown = await ReadAsync("org/net/prd");

        Assert.Equal("vpc-1", known.Fields["outputs"].StructValue.Fields["vpc"].StringValue);
        Assert.True(WireValue.IsUnknown(unknown.Fields["outputs"]));
        Assert.All(engine.Plan().Resources, resource => Assert.True(resource.Read));

        async Task<Struct> ReadAsync(string stack) => (await engine.CallAsync<ReadResourceResponse>("ReadResource", new ReadResourceRequest
        {
            Type = "pulumi:pulumi:StackReference",
            Name = stack,
            Id = stack,
            Properties = new() { Fields = { ["name"] = Value.ForString(stack) } },
        })).Properties;
    }

    [Fact]
    public async Task A_registered_resource_can_be_looked_up()
    {
        await using var engine = await EngineClient.StartAsync();
        var thing = await engine.RegisterAsync("test:index:Thing", "thing", inputs: """{"size": 3}""");

        var found = await engine.CallAsync<ResourceInvokeResponse>("Invoke", new ResourceInvokeRequest
        {
            Tok = "pulumi:pulumi:getResource",
            Args = new() { Fields = { ["urn"] = Value.ForString(thing.Urn) } },
        });

        Assert.Equal(thing.Id, found.Return.Fields["id"].StringValue);
        Assert.Equal(3, found.Return.Fields["state"].StructValue.Fields["size"].NumberValue);
        Assert.Empty(engine.Plan().Invokes);
    }

    [Fact]
    public async Task Invokes_are_answered_and_recorded_without_their_secrets()
    {
        await using var engine = await EngineClient.StartAsync();

        var answer = await engine.CallAsync<ResourceInvokeResponse>("Invoke", new ResourceInvokeRequest
        {
            Tok = "aws:index/getRegion:getRegion",
            Args = Struct.Parser.ParseJson($$"""{"region": {{Wire.Secret("\"eu-west-1\"")}} }"""),
        });

        Assert.Equal("eu-west-1", answer.Return.Fields["name"].StringValue);
        Assert.Equal("""{"region":"[secret]"}""", engine.Plan().Invokes.Single().Args.ToJsonString());
    }
}

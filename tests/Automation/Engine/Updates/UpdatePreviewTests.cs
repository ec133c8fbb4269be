using K8tre.Automation.Engine.Properties;
using K8tre.Automation.Engine.Updates;
using K8tre.PlanModel;
using Pulumirpc;

namespace K8tre.Tests.Automation.Engine.Updates;

/// <summary>Second runs of a program over the recorded state of a first one.</summary>
public sealed class UpdatePreviewTests
{
    private const string Password = "random:index/randomPassword:RandomPassword";

    [Fact]
    public async Task A_resource_that_does_not_change_keeps_its_id_and_its_outputs()
    {
        var (first, second, changes) = await TwiceAsync(
            engine => engine.RegisterAsync(Password, "password", inputs: """{"length": 20}"""));

        Assert.Empty(changes.Resources);
        Assert.Equal(1, changes.Unchanged);
        Assert.Equal(first.Id, second.Id);
        Assert.Equal(first.Object, second.Object);
    }

    [Fact]
    public async Task A_resource_that_changes_keeps_its_id_and_only_its_inputs_are_known()
    {
        var (first, second, changes) = await TwiceAsync(
            engine => engine.RegisterAsync("command:remote:Command", "command", inputs: """{"create": "a", "stdin": "x"}"""),
            engine => engine.RegisterAsync("command:remote:Command", "command", inputs: """{"create": "a", "stdin": "y"}"""));

        Assert.Equal("Update command stdin", Text(Assert.Single(changes.Resources)));
        Assert.Equal(first.Id, second.Id);
        Assert.Equal("y", second.Object.Fields["stdin"].StringValue);
        Assert.True(WireValue.IsUnknown(second.Object.Fields["stdout"]));
    }

    [Fact]
    public async Task A_new_resource_has_no_id_and_only_its_inputs_are_known()
    {
        var (_, second, changes) = await TwiceAsync(
            engine => engine.RegisterAsync("test:index:Thing", "other"),
            async engine =>
            {
                await engine.RegisterAsync("test:index:Thing", "other");
                return await engine.RegisterAsync(Password, "password", inputs: """{"length": 20}""");
            });

        Assert.Equal("Create password ", Text(Assert.Single(changes.Resources)));
        Assert.Equal("", second.Id);
        Assert.Equal(20, second.Object.Fields["length"].NumberValue);
        Assert.True(WireValue.IsUnknown(WireValue.Unwrap(second.Object.Fields["result"])));
        Assert.True(WireValue.IsSecret(second.Object.Fields["result"]));
    }

    [Fact]
    public async Task A_replaced_resource_has_no_id_before_the_deployment()
    {
        var (_, second, changes) = await TwiceAsync(
            engine => engine.RegisterAsync(Password, "password", inputs: """{"length": 20}"""),
            engine => engine.RegisterAsync(Password, "password", inputs: """{"length": 30}"""));

        Assert.Equal("Replace password length", Text(Assert.Single(changes.Resources)));
        Assert.Equal("", second.Id);
    }

    [Fact]
    public async Task The_program_decides_about_replacements_and_ignored_changes()
    {
        var (_, _, changes) = await TwiceAsync(
            engine => DeclareAsync(engine, 1),
            engine => DeclareAsync(engine, 2));

        Assert.Equal(["Replace replaced spec.size"], changes.Resources.Select(Text));

        static async Task<RegisterResourceResponse> DeclareAsync(EngineClient engine, int size)
        {
            var inputs = $$"""{"spec": {"size": {{size}}, "list": [1]} }""";
            await engine.RegisterAsync(
                "test:index:Thing", "ignored", inputs: inputs, with: request => request.IgnoreChanges.Add("spec.size"));
            return await engine.RegisterAsync(
                "test:index:Thing", "replaced", inputs: inputs, with: request => request.ReplaceOnChanges.Add("spec"));
        }
    }

    [Fact]
    public async Task A_resource_of_a_provider_with_unknown_inputs_is_updated_and_all_its_outputs_are_unknown()
    {
        var (first, second, changes) = await TwiceAsync(
            engine => DeclareAsync(engine, "\"known\""),
            engine => DeclareAsync(engine, Wire.Secret(Wire.Unknown)));

        Assert.Equal(["Update cluster kubeconfig", "Update settings "], changes.Resources.Select(Text));
        Assert.Equal("its provider is not known before the deployment", changes.Resources[1].Note);
        Assert.Equal(first.Id, second.Id);
        Assert.Empty(second.Object.Fields);

        static async Task<RegisterResourceResponse> DeclareAsync(EngineClient engine, string kubeConfig)
        {
            var cluster = await engine.RegisterAsync(
                "pulumi:providers:kubernetes", "cluster", inputs: $$"""{"kubeconfig": {{kubeConfig}} }""");
            return await engine.RegisterAsync(
                "kubernetes:core/v1:ConfigMap",
                "settings",
                inputs: """{"metadata": {"name": "settings"}}""",
                with: request => request.Provider = $"{cluster.Urn}::{cluster.Id}");
        }
    }

    [Fact]
    public async Task Another_provider_replaces_a_resource()
    {
        var (_, _, changes) = await TwiceAsync(engine => DeclareAsync(engine, false), engine => DeclareAsync(engine, true));

        Assert.Equal("Replace thing ", Text(Assert.Single(changes.Resources)));
        Assert.Equal("another provider", changes.Resources[0].Note);

        static async Task<RegisterResourceResponse> DeclareAsync(EngineClient engine, bool isExplicit)
        {
            var provider = await engine.RegisterAsync("pulumi:providers:test", "main");
            return await engine.RegisterAsync("test:index:Thing", "thing", with: request =>
            {
                if (isExplicit)
                    request.Provider = $"{provider.Urn}::{provider.Id}";
            });
        }
    }

    [Fact]
    public async Task A_later_version_of_a_default_provider_changes_nothing()
    {
        var (_, _, changes) = await TwiceAsync(
            engine => engine.RegisterAsync("test:index:Thing", "thing", with: request => request.Version = "1.0.0"),
            engine => engine.RegisterAsync("test:index:Thing", "thing", with: request => request.Version = "1.0.1"));

        Assert.Empty(changes.Resources);
        Assert.Equal(1, changes.Unchanged);
    }

    [Fact]
    public async Task Resources_that_the_program_no_longer_registers_are_deleted_and_protected_ones_are_named()
    {
        var (_, _, changes) = await TwiceAsync(
            async engine =>
            {
                await engine.RegisterAsync("test:index:Thing", "first");
                await engine.RegisterAsync("test:index:Thing", "kept", with: request => request.RetainOnDelete = true);
                await engine.RegisterAsync("test:index:Thing", "guarded", with: request => request.Protect = true);
                return await engine.RegisterAsync("test:index:Thing", "last");
            },
            engine => engine.RegisterAsync("test:index:Thing", "last"));

        Assert.Equal(["Delete guarded ", "Delete kept ", "Delete first "], changes.Resources.Select(Text));
        Assert.Equal(
            ["it is protected: the deployment fails", "it leaves the stack and is kept", null],
            changes.Resources.Select(change => change.Note));
    }

    [Fact]
    public async Task A_renamed_resource_with_an_alias_is_the_same_resource()
    {
        var (_, _, changes) = await TwiceAsync(
            engine => engine.RegisterAsync("test:index:Thing", "old"),
            engine => engine.RegisterAsync(
                "test:index:Thing", "new", with: request => request.Aliases.Add(new Pulumirpc.Alias { Spec = new() { Name = "old" } })));

        Assert.Empty(changes.Resources);
    }

    [Fact]
    public async Task An_input_that_is_unknown_twice_is_not_taken_as_equal()
    {
        var (_, _, changes) = await TwiceAsync(
            engine => engine.RegisterAsync("test:index:Thing", "thing", inputs: $$"""{"plain": {{Wire.Unknown}}, "size": 1}"""));

        Assert.Empty(changes.Resources);
        Assert.Equal("Keep thing plain", Text(Assert.Single(changes.Undetermined)));
        Assert.Equal(0, changes.Unchanged);
    }

    [Fact]
    public async Task An_input_that_a_changed_resource_makes_unknown_is_a_change()
    {
        var (_, _, changes) = await TwiceAsync(engine => DeclareAsync(engine, "a"), engine => DeclareAsync(engine, "b"));

        Assert.Equal(["Update source create", "Update user text"], changes.Resources.Select(Text));

        static async Task<RegisterResourceResponse> DeclareAsync(EngineClient engine, string create)
        {
            var source = await engine.RegisterAsync("command:remote:Command", "source", inputs: $$"""{"create": "{{create}}"}""");
            var text = source.Object.Fields["stdout"];
            return await engine.RegisterAsync("test:index:Thing", "user", with: request =>
            {
                request.Object.Fields["text"] = text;
                request.PropertyDependencies["text"] = new() { Urns = { source.Urn } };
            });
        }
    }

    [Fact]
    public async Task Secret_inputs_are_compared_by_fingerprints_and_without_them_they_are_counted()
    {
        static Task<RegisterResourceResponse> Declare(EngineClient engine, string secret)
            => engine.RegisterAsync("test:index:Thing", "thing", inputs: $$"""{"token": {{Wire.Secret($"\"{secret}\"")}} }""");
        var before = await PlanAsync(engine => Declare(engine, "one"));
        var masked = before with { Resources = [.. before.Resources.Select(WithoutFingerprints)] };

        var same = await ChangesAsync(before, engine => Declare(engine, "one"));
        var other = await ChangesAsync(before, engine => Declare(engine, "two"));
        var uncompared = await ChangesAsync(masked, engine => Declare(engine, "two"));

        Assert.Equal((0, 0), (same.Resources.Count, same.MaskedInputs));
        Assert.Equal("Update thing token", Text(Assert.Single(other.Resources)));
        Assert.Equal((0, 1), (uncompared.Resources.Count, uncompared.MaskedInputs));
    }

    private static PlanResource WithoutFingerprints(PlanResource resource)
        => resource with { Fingerprints = new Dictionary<string, string>() };

    private static string Text(PlanChange change) => $"{change.Action} {change.Name} {string.Join(',', change.Properties)}";

    private static async Task<Plan> PlanAsync(Func<EngineClient, Task> program)
    {
        await using var engine = await EngineClient.StartAsync();
        await program(engine);
        return engine.Plan();
    }

    private static async Task<PlanChanges> ChangesAsync(Plan before, Func<EngineClient, Task> program)
    {
        await using var engine = await EngineClient.StartAsync(since: RecordedState.From(before));
        await program(engine);
        return engine.Plan().Changes!;
    }

    private static async Task<(RegisterResourceResponse First, RegisterResourceResponse Second, PlanChanges Changes)> TwiceAsync(
        Func<EngineClient, Task<RegisterResourceResponse>> program, Func<EngineClient, Task<RegisterResourceResponse>>? again = null)
    {
        await using var one = await EngineClient.StartAsync();
        var first = await program(one);
        await using var two = await EngineClient.StartAsync(since: RecordedState.From(one.Plan()));
        var second = await (again ?? program)(two);
        return (first, second, two.Plan().Changes!);
    }
}

using System.Text.Json.Nodes;
using K8tre.Automation.Engine.Properties;
using K8tre.Tests.Automation;
using K8tre.Tests.RealHosts.Machines;

namespace K8tre.Tests.RealHosts.Engine;

/// <summary>Tests of the engine and the command provider on a real host, whose /root/log has the actions of each command.</summary>
[Collection(RealHostsGroup.Name)]
public sealed class DeployerTests : IAsyncLifetime, IDisposable
{
    private readonly TemporaryProject _project = new();
    private readonly TestStack _stack;
    private Lab _lab = null!;
    private TestHost _host = null!;

    public DeployerTests() => _stack = new("declared", _project.Folder, Built.Scenarios);

    public async Task InitializeAsync()
    {
        _lab = await Lab.StartAsync();
        _host = (await _lab.StartHostsAsync("one"))[0];
    }

    public async Task DisposeAsync() => await _lab.DisposeAsync();

    public void Dispose() => _project.Dispose();

    [RealHostsFact]
    public async Task A_command_is_created_kept_updated_replaced_and_deleted()
    {
        (await UpAsync(Command("a"))).Succeeded();
        Assert.Empty((await UpAsync(Command("a"))).Succeeded().Changes);
        Assert.Equal(["a"], (await UpAsync(Command("a", stdin: "other"))).Succeeded().Names(Change.Updated));
        Assert.Equal(["a"], (await UpAsync(Command("a", update: "echo update a >>log"))).Succeeded().Names(Change.Updated));
        var replacement = (await UpAsync(Command("a", trigger: "new"))).Succeeded();
        Assert.Equal([Change.Replaced, Change.Deleted], replacement.Changes.Select(step => step.Change));
        (await _stack.DestroyAsync()).Succeeded();

        Assert.Equal(["create a", "create a", "update a", "create a", "delete a", "delete a"], await LogAsync());
    }

    [RealHostsFact]
    public async Task Resources_are_deleted_in_reverse_order_with_the_old_inputs()
    {
        (await UpAsync(Command("a"), Command("b", after: "a"), Command("c", after: "b"))).Succeeded();

        var report = (await _stack.DestroyAsync()).Succeeded();

        Assert.Equal(["c", "b", "a"], report.Names(Change.Deleted));
        Assert.Equal(["create a", "create b", "create c", "delete c", "delete b", "delete a"], await LogAsync());
    }

    [RealHostsFact]
    public async Task After_a_failure_dependants_do_not_run_other_steps_complete_and_the_next_run_repairs_it()
    {
        var failed = await UpAsync(
            Command("a", create: "echo reason >&2; exit 3"),
            Command("b", after: "a"),
            Command("c", create: "sleep 1; echo create c >>log"));

        Assert.Equal(
            new("a", _host.Address, "Process exited with status 3: running \"echo reason >&2; exit 3\":\nreason\n"), failed.Failed());
        Assert.Equal(["c"], failed.Names(Change.Created));

        var repaired = await UpAsync(Command("a"), Command("b", after: "a"), Command("c", create: "sleep 1; echo create c >>log"));
        repaired.Succeeded();
        Assert.Equal(["a", "b"], repaired.Names(Change.Created));
        Assert.Equal(["create c", "create a", "create b"], await LogAsync());
    }

    [RealHostsFact]
    public async Task A_replaced_resource_is_deleted_by_the_next_run_if_the_first_fails_before()
    {
        (await UpAsync(Command("a"))).Succeeded();
        (await UpAsync(Command("a", trigger: "new"), Command("b", create: "exit 1", after: "a"))).Failed();

        (await UpAsync(Command("a", trigger: "new"))).Succeeded();

        Assert.Equal(["create a", "create a", "delete a"], await LogAsync());
    }

    [RealHostsFact]
    public async Task Options_are_applied()
    {
        JsonObject before = Command("before"), ignoring = Command("ignoring"), kept = Command("kept");
        before["deleteBeforeReplace"] = true;
        ignoring["ignoreChanges"] = new JsonArray("stdin");
        kept["retainOnDelete"] = true;
        (await UpAsync(before, ignoring, kept)).Succeeded();

        before["inputs"]!["triggers"] = new JsonArray("new");
        ignoring["inputs"]!["stdin"] = "other";
        var report = (await UpAsync(before, ignoring)).Succeeded();

        Assert.Equal([Change.Deleted, Change.Replaced, Change.Retained], report.Changes.Select(step => step.Change));
        Assert.Equal(["delete before", "create before"], (await LogAsync()).Skip(3));
    }

    [RealHostsFact]
    public async Task A_file_is_copied_when_it_is_new_and_when_its_content_changes()
    {
        var file = Path.Combine(_project.Folder, "file");
        await File.WriteAllTextAsync(file, "one");
        var copy = new JsonObject
        {
            ["name"] = "copy",
            ["type"] = "command:remote:CopyToRemote",
            ["inputs"] = new JsonObject
            {
                ["connection"] = Connection(),
                ["remotePath"] = "/root/copied",
                ["source"] = new JsonObject { ["4dabf18193072939515e22adb298388d"] = "c44067f5952c0a294b673a41bacd8c17", ["path"] = file },
            },
        };

        (await UpAsync(copy)).Succeeded();
        Assert.Equal("one", await _host.RunAsync("cat /root/copied"));
        Assert.Empty((await UpAsync(copy)).Succeeded().Changes);
        await File.WriteAllTextAsync(file, "two");
        (await UpAsync(copy)).Succeeded();
        Assert.Equal("two", await _host.RunAsync("cat /root/copied"));
    }

    [RealHostsFact]
    public async Task A_random_password_is_kept_until_its_keepers_change_and_is_never_printed()
    {
        Assert.Equal(await PasswordAsync("one"), await PasswordAsync("one"));
        Assert.NotEqual(await PasswordAsync("one"), await PasswordAsync("two"));

        var password = await PasswordAsync("two");
        var report = await UpAsync(Password("two"), Command("teller", create: $"echo {password}; exit 1"));
        Assert.Contains(password, report.Failed().Message, StringComparison.Ordinal);
        Assert.DoesNotContain(password, report.ToString(), StringComparison.Ordinal);

        async Task<string> PasswordAsync(string keeper)
        {
            var outputs = (await UpAsync(Password(keeper))).Succeeded().Outputs;
            return WireValue.Unwrap(outputs.Fields["password"]).StringValue;
        }

        static JsonObject Password(string keeper) => new()
        {
            ["name"] = "password",
            ["type"] = "random:index/randomPassword:RandomPassword",
            ["inputs"] = new JsonObject { ["length"] = 20, ["special"] = false, ["keepers"] = new JsonObject { ["k"] = keeper } },
        };
    }

    private Task<RunReport> UpAsync(params JsonObject[] things)
    {
        _stack.Set("k8tre:things", new JsonArray([.. things.Select(thing => thing.DeepClone())]).ToJsonString());
        return _stack.UpAsync();
    }

    private async Task<string[]> LogAsync() => (await _host.RunAsync("cat /root/log")).Split('\n');

    private JsonObject Command(
        string name, string? create = null, string? update = null, string? stdin = null, string? trigger = null, string? after = null)
    {
        var inputs = new JsonObject
        {
            ["connection"] = Connection(),
            ["create"] = create ?? $"echo create {name} >>log",
            ["delete"] = $"echo delete {name} >>log",
        };
        if (update is not null)
            inputs["update"] = update;
        if (stdin is not null)
            inputs["stdin"] = stdin;
        if (trigger is not null)
            inputs["triggers"] = new JsonArray(trigger);
        return new()
        {
            ["name"] = name,
            ["type"] = "command:remote:Command",
            ["dependsOn"] = after is null ? [] : new JsonArray(after),
            ["inputs"] = inputs,
        };
    }

    private JsonObject Connection() => new()
    {
        ["host"] = _host.Address,
        ["hostKey"] = _host.HostKey,
        ["privateKey"] = _lab.PrivateKey,
    };
}

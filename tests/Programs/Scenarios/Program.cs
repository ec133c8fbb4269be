using System.Collections.Immutable;
using System.Text.Json;
using Pulumi;

// A small Pulumi program for the tests of the engine: the name of the stack says how it behaves.
// The choice is made before the SDK is asked, since some scenarios never get there.
return Environment.GetEnvironmentVariable("PULUMI_STACK") switch
{
    "declared" => await Deployment.RunAsync(DeclaredStack),
    "small" => await Deployment.RunAsync(SmallStack),
    "refuses" => await Deployment.RunAsync(
        (Action)(() => throw new RunException("k8tre:platform: region is 'mars'; supply a region of the vendor"))),
    "refuses-later" => await Deployment.RunAsync(RefusesLater),
    "breaks" => await Deployment.RunAsync((Action)(() => throw new InvalidOperationException("the bridge is out"))),
    "twice" => await Deployment.RunAsync(() =>
    {
        _ = new Thing("same");
        _ = new Thing("same");
    }),
    "warns" => await Deployment.RunAsync(() => Log.Warn("the road is narrow")),
    "hangs" => await Hang(),
    "hangs-inside" => await Deployment.RunAsync(async () => await Task.Delay(Timeout.InfiniteTimeSpan)),
    "silent" => 0,
    "crashes" => throw new InvalidOperationException("crashed before the deployment began"),
    var other => throw new ArgumentOutOfRangeException(nameof(args), other, "there is no such scenario"),
};

static IDictionary<string, object?> SmallStack()
{
    var config = new Config();
    var group = new Group("group");
    return new Dictionary<string, object?>
    {
        ["password"] = group.Password,
        ["size"] = config.RequireInt32("size"),
        ["token"] = config.RequireSecret("token"),
        ["nested"] = config.RequireObject<Dictionary<string, object>>("object")["plain"].ToString(),
    };
}

// A value that is not as expected, found in an Apply of which a resource, a component and an output of the stack take the value.
static IDictionary<string, object?> RefusesLater()
{
    var certificate = new Thing("first").Id.Apply<string>(
        id => id.Length > 0 ? throw new RefusedException("the kubeconfig has no certificate; run `pulumi up` again") : id);
    _ = new Thing("second", inputs: new() { ["certificate"] = certificate.Apply(text => text + "!") });
    _ = new Thing("third", inputs: new() { ["certificate"] = Output.Format($"{certificate}") });
    return new Dictionary<string, object?> { ["certificate"] = Output.CreateSecret(certificate) };
}

// Whatever the configuration declares, in its order.
static IDictionary<string, object?> DeclaredStack()
{
    var things = new Dictionary<string, Thing>();
    foreach (var declared in new Config().RequireObject<DeclaredThing[]>("things", JsonSerializerOptions.Web))
    {
        var inputs = declared.Inputs.ToDictionary(input => input.Key, object? (input) => input.Value);
        things.Add(declared.Name, new(declared.Name, declared.Type, inputs: inputs, options: new()
        {
            DependsOn = declared.DependsOn.Select(name => things[name]).ToArray(),
            DeleteBeforeReplace = declared.DeleteBeforeReplace,
            RetainOnDelete = declared.RetainOnDelete,
            IgnoreChanges = [.. declared.IgnoreChanges],
        }));
    }

    return things.ToDictionary(thing => thing.Key, object? (thing) => thing.Value.Result);
}

// Tells its process number, so that a test can see that it is gone.
static async Task<int> Hang()
{
    await File.WriteAllTextAsync("hanging.pid", $"{Environment.ProcessId}");
    await Task.Delay(Timeout.InfiniteTimeSpan);
    return 0;
}

internal sealed class RefusedException(string message) : RunException(message);

internal sealed class Group : ComponentResource
{
    public Group(string name)
        : base("test:index:Group", name)
    {
        var password = new Thing("password", "random:index/randomPassword:RandomPassword", this, new() { ["length"] = 20 });
        Password = password.Result;
        _ = new Thing("user", "test:index:Thing", this, new() { ["password"] = password.Result, ["host"] = "example.org" });
        RegisterOutputs();
    }

    [Output("password")]
    public Output<string> Password { get; private set; }
}

internal sealed class Thing(
    string name,
    string type = "test:index:Thing",
    Resource? parent = null,
    Dictionary<string, object?>? inputs = null,
    CustomResourceOptions? options = null)
    : CustomResource(
        type,
        name,
        new DictionaryResourceArgs((inputs ?? []).ToImmutableDictionary()),
        options ?? new CustomResourceOptions { Parent = parent })
{
    [Output("result")]
    public Output<string> Result { get; private set; } = null!;
}

internal sealed record DeclaredThing
{
    public required string Name { get; init; }

    public required string Type { get; init; }

    public Dictionary<string, JsonElement> Inputs { get; init; } = [];

    public string[] DependsOn { get; init; } = [];

    public bool DeleteBeforeReplace { get; init; }

    public bool RetainOnDelete { get; init; }

    public string[] IgnoreChanges { get; init; } = [];
}

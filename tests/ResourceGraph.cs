using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Text.Json.Nodes;
using Moq;

namespace K8tre.Tests;

/// <summary>What a component registers, on mocks that echo every input and add the outputs named here.</summary>
internal sealed class ResourceGraph
{
    // Outputs that only a provider knows, by type.
    private static readonly Dictionary<string, (string Output, object Value)[]> Computed = new()
    {
        ["command:remote:Command"] = [("stdout", "output of the host"), ("stderr", "")],
        // What a cluster puts into the Secret of a ServiceAccount's token: "t0ken" and "ca", in base64.
        ["kubernetes:core/v1:Secret"] = [("data", new Dictionary<string, object> { ["token"] = "dDBrZW4=", ["ca.crt"] = "Y2E=" })],
        ["aws:iam/role:Role"] = [("arn", "arn:aws:iam::123456789012:role/made")],
        ["aws:ec2/launchTemplate:LaunchTemplate"] = [("latestVersion", 3)],
        ["aws:eks/cluster:Cluster"] =
        [
            ("endpoint", "https://0123456789ABCDEF.gr7.eu-west-2.eks.amazonaws.com"),
            ("certificateAuthority", new Dictionary<string, object> { ["data"] = "Y2E=" }),
            ("vpcConfig", new Dictionary<string, object> { ["clusterSecurityGroupId"] = "sg-control-plane" }),
        ],
        ["random:index/randomPassword:RandomPassword"] = [("result", "RandomPassword")],
        ["random:index/randomBytes:RandomBytes"] = [("hex", "00ff")],
    };

    private readonly ImmutableArray<Resource> _resources;
    private readonly string[] _events;

    private ResourceGraph(ImmutableArray<Resource> resources, IReadOnlyCollection<Resource> descendants, string[] events)
    {
        _resources = resources;
        _events = events;
        Orphans = [.. resources.Except(descendants)];
    }

    /// <summary>Children that missed <c>Parent = this</c>: their component's transformations did not reach them.</summary>
    public IReadOnlyList<Resource> Orphans { get; }

    /// <summary>What was asked for, by resource name. Secrets are unwrapped.</summary>
    public required IReadOnlyDictionary<string, MockResourceArgs> Requests { get; init; }

    /// <summary>The inputs of all resources of a type, by name.</summary>
    public IReadOnlyDictionary<string, JsonNode> Inputs(string type) =>
        Registered.Where(request => request.Type == type).ToDictionary(request => request.Name!, request => Json.Of(request.Inputs)!);

    /// <summary>
    /// Whether one resource was asked for only once another one was there, both by name. It says something where the other one was among the slow
    /// ones.
    /// </summary>
    public bool ComesAfter(string later, string earlier) => Array.IndexOf(_events, $"+{later}") > Array.IndexOf(_events, $"-{earlier}")
        && _events.Contains($"-{earlier}");

    private IReadOnlyCollection<MockResourceArgs> Registered { get; init; } = [];

    /// <summary>The only resource of a type.</summary>
    public T Single<T>()
        where T : Resource => All<T>().Single();

    /// <summary>All resources of a type.</summary>
    public IEnumerable<T> All<T>()
        where T : Resource => _resources.OfType<T>();

    /// <summary>Runs a component's constructor as an update would.</summary>
    /// <param name="component">Makes the component with the options given.</param>
    /// <param name="slow">Names of resources that take their time.</param>
    public static async Task<ResourceGraph> OfAsync(Func<ComponentResourceOptions, Resource> component, params string[] slow)
    {
        var events = new ConcurrentQueue<string>();
        var registered = new ConcurrentQueue<MockResourceArgs>();
        var descendants = new ConcurrentBag<Resource>();
        var requests = new ConcurrentDictionary<string, MockResourceArgs>();
        var mocks = new Mock<IMocks>(MockBehavior.Strict);
        mocks.Setup(mock => mock.NewResourceAsync(It.IsAny<MockResourceArgs>())).Returns(async (MockResourceArgs args) =>
        {
            requests[args.Name!] = args;
            registered.Enqueue(args);
            // A component waits for nothing, and may have the name of its main child.
            if (!args.Type!.StartsWith("k8tre:", StringComparison.Ordinal))
            {
                events.Enqueue($"+{args.Name}");
                if (slow.Contains(args.Name))
                    await Task.Delay(TimeSpan.FromMilliseconds(50));
                events.Enqueue($"-{args.Name}");
            }
            var state = args.Inputs.SetItems(Computed.GetValueOrDefault(args.Type!, []).Select(pair => KeyValuePair.Create(pair.Output, pair.Value)));
            return ((string?)$"{args.Name}-id", (object)state);
        });
        mocks.Setup(mock => mock.RegisterResourceOutputs(It.IsAny<MockRegisterResourceOutputsRequest>())).Returns(Task.CompletedTask);

        var resources = await Deployment.TestAsync(mocks.Object, new TestOptions { IsPreview = false }, () =>
        {
            component(new ComponentResourceOptions
            {
                ResourceTransformations =
                {
                    args =>
                    {
                        descendants.Add(args.Resource);
                        return null;
                    },
                },
            });
        });
        return new ResourceGraph(resources, descendants, [.. events]) { Requests = requests, Registered = registered };
    }
}

using System.Collections.Concurrent;
using System.Collections.Immutable;
using Moq;

namespace K8tre.Tests;

/// <summary>What a component registers, on mocks that echo every input and add the outputs named here.</summary>
internal sealed class ResourceGraph
{
    // Outputs that only a provider knows, by type.
    private static readonly Dictionary<string, (string Output, object Value)[]> Computed = new()
    {
        ["command:remote:Command"] = [("stdout", "output of the host"), ("stderr", "")],
        ["azure-native:network:AzureFirewall"] = [("ipConfigurations", new[] { new Dictionary<string, object> { ["privateIPAddress"] = "10.64.0.4" } })],
        ["azure-native:network:PublicIPAddress"] = [("ipAddress", "203.0.113.1")],
        ["azure-native:network:VirtualNetwork"] = [("name", "vnet")],
        // What a cluster puts into the Secret of a ServiceAccount's token: "t0ken" and "ca", in base64.
        ["kubernetes:core/v1:Secret"] = [("data", new Dictionary<string, object> { ["token"] = "dDBrZW4=", ["ca.crt"] = "Y2E=" })],
        ["random:index/randomPassword:RandomPassword"] = [("result", "RandomPassword")],
        ["random:index/randomBytes:RandomBytes"] = [("hex", "00ff")],
    };

    private readonly ImmutableArray<Resource> _resources;

    private ResourceGraph(ImmutableArray<Resource> resources, IReadOnlyCollection<Resource> descendants, IReadOnlyCollection<MockResourceArgs> requests)
    {
        _resources = resources;
        Orphans = [.. resources.Except(descendants)];
        Registrations = requests;
        Requests = requests.GroupBy(request => request.Name!).ToDictionary(group => group.Key, group => group.Last());
    }

    /// <summary>Children that missed <c>Parent = this</c>: their component's transformations did not reach them.</summary>
    public IReadOnlyList<Resource> Orphans { get; }

    /// <summary>What was asked for. Secrets are unwrapped.</summary>
    public IReadOnlyCollection<MockResourceArgs> Registrations { get; }

    /// <summary>What was asked for, by resource name; of resources that share one, the last.</summary>
    public IReadOnlyDictionary<string, MockResourceArgs> Requests { get; }

    /// <summary>The only resource of a type.</summary>
    public T Single<T>()
        where T : Resource => All<T>().Single();

    /// <summary>All resources of a type.</summary>
    public IEnumerable<T> All<T>()
        where T : Resource => _resources.OfType<T>();

    /// <summary>Runs a component's constructor as an update would.</summary>
    public static async Task<ResourceGraph> OfAsync(Func<ComponentResourceOptions, Resource> component)
    {
        var descendants = new ConcurrentBag<Resource>();
        var requests = new ConcurrentQueue<MockResourceArgs>();
        var mocks = new Mock<IMocks>(MockBehavior.Strict);
        mocks.Setup(mock => mock.NewResourceAsync(It.IsAny<MockResourceArgs>())).ReturnsAsync((MockResourceArgs args) =>
        {
            requests.Enqueue(args);
            var state = args.Inputs.SetItems(Computed.GetValueOrDefault(args.Type!, []).Select(pair => KeyValuePair.Create(pair.Output, pair.Value)));
            return ($"{args.Name}-id", (object)state);
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
        return new ResourceGraph(resources, descendants, requests);
    }
}

using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Text.Json.Nodes;
using Moq;

namespace K8tre.Tests;

/// <summary>The resources that a component registers, on mocks of the simulated provider.</summary>
internal sealed class ResourceGraph
{
    private readonly ImmutableArray<Resource> _resources;
    private readonly ConcurrentDictionary<(string Type, string Name), ImmutableDictionary<string, object>> _inputs;
    private readonly string[] _events;

    private ResourceGraph(
        ImmutableArray<Resource> resources,
        IReadOnlyDictionary<Resource, ResourceOptions> descendants,
        IReadOnlyDictionary<string, MockResourceArgs> requests,
        ConcurrentDictionary<(string Type, string Name), ImmutableDictionary<string, object>> inputs,
        string[] events)
    {
        (_resources, _inputs, _events) = (resources, inputs, events);
        Orphans = [.. resources.Except(descendants.Keys)];
        Options = descendants;
        Requests = requests;
    }

    /// <summary>Children that missed <c>Parent = this</c>: their component's transformations did not reach them.</summary>
    public IReadOnlyList<Resource> Orphans { get; }

    /// <summary>With which options each was made.</summary>
    public IReadOnlyDictionary<Resource, ResourceOptions> Options { get; }

    /// <summary>The requests by resource name, the last one of several with the same name. Secrets are unwrapped.</summary>
    public IReadOnlyDictionary<string, MockResourceArgs> Requests { get; }

    /// <summary>The only resource of a type.</summary>
    public T Single<T>()
        where T : Resource => All<T>().Single();

    /// <summary>All resources of a type.</summary>
    public IEnumerable<T> All<T>()
        where T : Resource => _resources.OfType<T>();

    /// <summary>The inputs of the resource of a type and a name. Secrets are unwrapped.</summary>
    public JsonNode Inputs(string type, string name) => Json.Of(_inputs[(type, name)])!;

    /// <summary>The inputs of all resources of a type, by their names. Secrets are unwrapped.</summary>
    public IReadOnlyDictionary<string, JsonNode> OfType(string type)
        => _inputs.Where(entry => entry.Key.Type == type).ToDictionary(entry => entry.Key.Name, entry => Json.Of(entry.Value)!);

    /// <summary>Returns all resources with their inputs, in the order of their types and names.</summary>
    public override string ToString() => string.Join(
        '\n',
        _inputs.OrderBy(made => made.Key.Type, StringComparer.Ordinal).ThenBy(made => made.Key.Name, StringComparer.Ordinal)
            .Select(made => $"{made.Key.Type} {made.Key.Name} {Json.Of(made.Value)!.ToJsonString()}"));

    /// <summary>Returns true if a resource was registered after the creation of another one, which has to be slow.</summary>
    public bool ComesAfter(string later, string earlier) => Array.IndexOf(_events, $"+{later}") > Array.IndexOf(_events, $"-{earlier}")
        && _events.Contains($"-{earlier}");

    /// <summary>Runs a component's constructor as an update would.</summary>
    /// <param name="component">Makes the component with the options given.</param>
    /// <param name="slow">Names of resources that take their time.</param>
    public static async Task<ResourceGraph> OfAsync(Func<ComponentResourceOptions, Resource> component, params string[] slow)
    {
        var events = new ConcurrentQueue<string>();
        var descendants = new ConcurrentDictionary<Resource, ResourceOptions>();
        var requests = new ConcurrentDictionary<string, MockResourceArgs>();
        var inputs = new ConcurrentDictionary<(string, string), ImmutableDictionary<string, object>>();
        var mocks = new Mock<IMocks>(MockBehavior.Strict);
        mocks.Setup(mock => mock.NewResourceAsync(It.IsAny<MockResourceArgs>())).Returns(async (MockResourceArgs args) =>
        {
            requests[args.Name!] = args;
            inputs[(args.Type!, args.Name!)] = args.Inputs;
            // A component waits for nothing, and may have the name of its main child.
            if (!args.Type!.StartsWith("k8tre:", StringComparison.Ordinal))
            {
                events.Enqueue($"+{args.Name}");
                if (slow.Contains(args.Name))
                    await Task.Delay(TimeSpan.FromMilliseconds(200));
                events.Enqueue($"-{args.Name}");
            }
            return ((string?)$"{args.Name}-id", (object)MockProvider.Create(args));
        });
        mocks.Setup(mock => mock.CallAsync(It.IsAny<MockCallArgs>())).ReturnsAsync((MockCallArgs args) => (object)MockProvider.Call(args));
        mocks.Setup(mock => mock.RegisterResourceOutputs(It.IsAny<MockRegisterResourceOutputsRequest>())).Returns(Task.CompletedTask);

        var resources = await Deployment.TestAsync(mocks.Object, new TestOptions { IsPreview = false }, () =>
        {
            component(new ComponentResourceOptions
            {
                ResourceTransformations =
                {
                    args =>
                    {
                        descendants[args.Resource] = args.Options;
                        return null;
                    },
                },
            });
        });
        return new ResourceGraph(resources, descendants, requests, inputs, [.. events]);
    }
}

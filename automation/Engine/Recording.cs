using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;
using System.Text.Json.Nodes;
using Google.Protobuf.WellKnownTypes;
using K8tre.Automation.Engine.Properties;
using K8tre.Automation.Engine.Rpc;
using K8tre.Automation.Plans;

namespace K8tre.Automation.Engine;

/// <summary>Everything a program registered, called and said, in order. Safe for concurrent use.</summary>
internal sealed class Recording
{
    private readonly Lock _lock = new();
    private readonly Dictionary<string, int> _positions = [];
    private readonly List<RecordedResource> _resources = [];
    private readonly List<PlanInvoke> _invokes = [];
    private readonly ConcurrentQueue<string> _errors = [];

    /// <summary>How many resources are registered so far.</summary>
    public int ResourceCount => _positions.Count;

    /// <summary>URN of the resource that stands for the stack; empty before it is registered.</summary>
    public string RootUrn { get; private set; } = "";

    /// <summary>What went wrong so far: refusals of the engine and errors the program logged.</summary>
    public IReadOnlyCollection<string> Errors => _errors;

    /// <summary>Called with a warning or an information the program logged.</summary>
    public Action<string, string>? OnMessage { get; init; }

    /// <summary>Finds a resource by its URN.</summary>
    public bool TryGet(string urn, [NotNullWhen(true)] out RecordedResource? resource)
    {
        lock (_lock)
        {
            resource = _positions.TryGetValue(urn, out var position) ? _resources[position] : null;
            return resource is not null;
        }
    }

    /// <summary>The resource a request names as its parent; null when it names none.</summary>
    /// <exception cref="RpcException">The parent is not registered.</exception>
    public RecordedResource? Parent(string urn, string child)
    {
        if (urn.Length == 0)
            return null;

        return TryGet(urn, out var parent)
            ? parent
            : throw Refused(RpcStatus.NotFound, $"could not find parent resource {urn} of {child}; register the parent first");
    }

    /// <summary>Adds a resource.</summary>
    /// <exception cref="RpcException">Its URN is taken.</exception>
    public void Add(RecordedResource resource)
    {
        var urn = resource.Plan.Urn;
        lock (_lock)
        {
            if (!_positions.TryAdd(urn, _resources.Count))
                throw Refused(RpcStatus.AlreadyExists, $"Duplicate resource URN '{urn}'; try giving it a unique name");

            _resources.Add(resource);
            if (resource.Plan.Type == ResourceUrn.StackType)
                RootUrn = urn;
        }
    }

    /// <summary>Adds the outputs that a component or the stack registers at its end.</summary>
    /// <exception cref="RpcException">The resource is not registered.</exception>
    public void Complete(string urn, Struct state)
    {
        var outputs = new MaskedProperties(state, "/outputs");
        lock (_lock)
        {
            if (!_positions.TryGetValue(urn, out var position))
                throw Refused(RpcStatus.NotFound, $"outputs arrived for {urn}, which is not registered");

            var resource = _resources[position];
            var ofInputs = resource.Plan.Secrets.Where(pointer => pointer.StartsWith("/inputs/", StringComparison.Ordinal));
            _resources[position] = resource with
            {
                State = state,
                Plan = resource.Plan with { Outputs = outputs.Json, Secrets = [.. ofInputs, .. outputs.Secrets] },
            };
        }
    }

    /// <summary>Adds the call of a provider function.</summary>
    public void Add(PlanInvoke invoke)
    {
        lock (_lock)
            _invokes.Add(invoke);
    }

    /// <summary>Notes an error that the program logged.</summary>
    public void Fail(string message) => _errors.Enqueue(message);

    /// <summary>The plan, as far as it is recorded.</summary>
    public Plan ToPlan(string project, string stack, string sdk)
    {
        lock (_lock)
        {
            return new()
            {
                Project = project,
                Stack = stack,
                Sdk = sdk,
                Resources = [.. _resources.Select(resource => resource.Plan)],
                Invokes = [.. _invokes],
                Outputs = _positions.TryGetValue(RootUrn, out var root)
                    ? (JsonObject)_resources[root].Plan.Outputs.DeepClone()
                    : [],
            };
        }
    }

    private RpcException Refused(RpcStatus status, string message)
    {
        Fail(message);
        return new(status, message);
    }
}

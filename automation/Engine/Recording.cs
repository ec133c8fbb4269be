using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;
using System.Text.Json.Nodes;
using Google.Protobuf.WellKnownTypes;
using K8tre.Automation.Engine.Properties;
using K8tre.Automation.Engine.Rpc;
using K8tre.PlanModel;

namespace K8tre.Automation.Engine;

/// <summary>The registrations, function calls and errors of a program, in order. Safe for concurrent use.</summary>
internal sealed class Recording
{
    private readonly Lock _lock = new();
    private readonly Dictionary<string, int> _positions = [];
    private readonly List<RecordedResource> _resources = [];
    private readonly List<PlanInvoke> _invokes = [];
    private readonly ConcurrentQueue<string> _errors = [];

    /// <summary>Number of registered resources.</summary>
    public int ResourceCount => _positions.Count;

    /// <summary>URN of the stack resource. Empty before its registration.</summary>
    public string RootUrn { get; private set; } = "";

    /// <summary>Errors that the engine returned and the program logged.</summary>
    public IReadOnlyCollection<string> Errors => _errors;

    /// <summary>Called with the severity and the text of each warning and information that the program logs.</summary>
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

    /// <summary>Returns the parent of a resource. Null if it has none.</summary>
    /// <param name="urn">URN of the parent. Empty for none.</param>
    /// <param name="child">Type and name of the resource, for the error.</param>
    /// <exception cref="RpcException">The parent is not registered.</exception>
    public RecordedResource? GetParent(string urn, string child)
    {
        if (urn.Length == 0)
            return null;

        return TryGet(urn, out var parent)
            ? parent
            : throw Error(RpcStatus.NotFound, $"could not find parent resource {urn} of {child}; register the parent first");
    }

    /// <summary>Adds a resource.</summary>
    /// <exception cref="RpcException">The URN is already registered.</exception>
    public void Add(RecordedResource resource)
    {
        var urn = resource.Plan.Urn;
        lock (_lock)
        {
            if (!_positions.TryAdd(urn, _resources.Count))
                throw Error(RpcStatus.AlreadyExists, $"Duplicate resource URN '{urn}'; try giving it a unique name");

            _resources.Add(resource);
            if (resource.Plan.Type == ResourceUrn.StackType)
                RootUrn = urn;
        }
    }

    /// <summary>Adds the outputs that a component or the stack registers.</summary>
    /// <exception cref="RpcException">The resource is not registered.</exception>
    public void AddOutputs(string urn, Struct state)
    {
        var outputs = new MaskedProperties(state, "/outputs");
        lock (_lock)
        {
            if (!_positions.TryGetValue(urn, out var position))
                throw Error(RpcStatus.NotFound, $"cannot add outputs to {urn}: it is not registered; register the resource first");

            var resource = _resources[position];
            var inputSecrets = resource.Plan.Secrets.Where(pointer => pointer.StartsWith("/inputs/", StringComparison.Ordinal));
            _resources[position] = resource with
            {
                State = state,
                Plan = resource.Plan with { Outputs = outputs.Json, Secrets = [.. inputSecrets, .. outputs.Secrets] },
            };
        }
    }

    /// <summary>Adds a call of a provider function.</summary>
    public void Add(PlanInvoke invoke)
    {
        lock (_lock)
            _invokes.Add(invoke);
    }

    /// <summary>Adds an error that the program logs.</summary>
    public void AddError(string message) => _errors.Enqueue(message);

    /// <summary>Returns the plan of all that is recorded.</summary>
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

    private RpcException Error(RpcStatus status, string message)
    {
        AddError(message);
        return new(status, message);
    }
}

using System.Collections.Concurrent;
using System.Collections.Immutable;

namespace K8tre.Tests.Offline;

/// <summary>Notes what arrives, and answers with the inputs unless told otherwise.</summary>
internal sealed class RecordingMocks : IMocks
{
    private readonly ConcurrentQueue<MockResourceArgs> _resources = [];
    private readonly ConcurrentQueue<MockCallArgs> _calls = [];
    private readonly ConcurrentQueue<MockRegisterResourceOutputsRequest> _outputs = [];

    /// <summary>The id and outputs of a resource. Default: its name with "-id", and its inputs.</summary>
    public Func<MockResourceArgs, (string? Id, object State)> Answer { get; init; } = args => ($"{args.Name}-id", args.Inputs);

    /// <summary>The result of a call. Default: its arguments.</summary>
    public Func<MockCallArgs, object> Result { get; init; } = call => call.Args;

    public IReadOnlyList<MockResourceArgs> Resources => [.. _resources];

    public IReadOnlyList<MockCallArgs> Calls => [.. _calls];

    public IReadOnlyList<MockRegisterResourceOutputsRequest> Outputs => [.. _outputs];

    /// <summary>The inputs of the resource of a name.</summary>
    public ImmutableDictionary<string, object> Inputs(string name) => _resources.Single(resource => resource.Name == name).Inputs;

    public Task<(string? id, object state)> NewResourceAsync(MockResourceArgs args)
    {
        _resources.Enqueue(args);
        return Task.FromResult(Answer(args));
    }

    public Task<object> CallAsync(MockCallArgs args)
    {
        _calls.Enqueue(args);
        return Task.FromResult(Result(args));
    }

    public Task RegisterResourceOutputs(MockRegisterResourceOutputsRequest args)
    {
        _outputs.Enqueue(args);
        return Task.CompletedTask;
    }
}

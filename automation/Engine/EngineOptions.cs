using Google.Protobuf.WellKnownTypes;
using K8tre.Automation.Engine.Providers;
using K8tre.Automation.Engine.Updates;

namespace K8tre.Automation.Engine;

/// <summary>Options of a recording engine.</summary>
internal sealed record EngineOptions
{
    /// <summary>Name of the project. Part of every URN.</summary>
    public required string Project { get; init; }

    /// <summary>Name of the stack. Part of every URN.</summary>
    public required string Stack { get; init; }

    /// <summary>TCP port to listen on. Default: 0, the system selects a free port.</summary>
    public int Port { get; init; }

    /// <summary>Outputs of other stacks by the name in the stack reference. The outputs of a stack without an entry are unknown.</summary>
    public IReadOnlyDictionary<string, Struct> StackOutputs { get; init; } = new Dictionary<string, Struct>();

    /// <summary>State that the program is deployed over. Default: null, nothing is deployed and all values are simulated.</summary>
    public RecordedState? Since { get; init; }

    /// <summary>Provider of all custom resources. Default: simulated, deploys nothing.</summary>
    public IResourceProvider Provider { get; init; } = new SimulatedProvider();
}

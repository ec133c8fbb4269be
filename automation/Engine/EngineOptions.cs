using Google.Protobuf.WellKnownTypes;
using K8tre.Automation.Engine.Plausible;

namespace K8tre.Automation.Engine;

/// <summary>What a recording engine has to know before the program starts.</summary>
internal sealed record EngineOptions
{
    /// <summary>Name of the project; a part of every URN.</summary>
    public required string Project { get; init; }

    /// <summary>Name of the stack; a part of every URN.</summary>
    public required string Stack { get; init; }

    /// <summary>Port to listen on. Default: 0, the system chooses a free one.</summary>
    public int Port { get; init; }

    /// <summary>Outputs of other stacks, by the name a stack reference gives. Those of a stack not named here are unknown.</summary>
    public IReadOnlyDictionary<string, Struct> StackOutputs { get; init; } = new Dictionary<string, Struct>();

    /// <summary>Who answers registrations of custom resources. Default: each one plausibly, and nothing is deployed.</summary>
    public IResourceAnswers Resources { get; init; } = new PlausibleAnswers();
}

using Google.Protobuf.WellKnownTypes;
using K8tre.Automation.Engine;
using K8tre.Automation.Engine.Plausible;

namespace K8tre.Automation.Plans;

/// <summary>What to plan, and how.</summary>
internal sealed record PlanRequest
{
    /// <summary>The folder of <c>Pulumi.yaml</c>.</summary>
    public required string ProjectDirectory { get; init; }

    /// <summary>Name of the stack.</summary>
    public required string Stack { get; init; }

    /// <summary>The compiled program. Default: the build of the program that <c>Pulumi.yaml</c> names.</summary>
    public string? Program { get; init; }

    /// <summary>How long the program may take. Default: 5 minutes.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>Port of the engine. Default: 0, the system chooses a free one.</summary>
    public int Port { get; init; }

    /// <summary>Outputs of other stacks that the program refers to; those of a stack not named here are unknown.</summary>
    public IReadOnlyDictionary<string, Struct> StackOutputs { get; init; } = new Dictionary<string, Struct>();

    /// <summary>Who answers registrations of custom resources. Default: each one plausibly.</summary>
    public IResourceAnswers Resources { get; init; } = new PlausibleAnswers();

    /// <summary>Called with the severity and text of a warning or an information that the program logs.</summary>
    public Action<string, string>? OnMessage { get; init; }

    /// <summary>Called now and then with the number of resources registered so far.</summary>
    public Action<int>? OnProgress { get; init; }
}

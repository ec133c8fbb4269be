using Google.Protobuf.WellKnownTypes;
using K8tre.Automation.Engine.Providers;
using K8tre.Automation.Engine.Updates;

namespace K8tre.Automation.Planning;

/// <summary>Inputs of a plan.</summary>
internal sealed record PlanRequest
{
    /// <summary>The folder of <c>Pulumi.yaml</c>.</summary>
    public required string ProjectDirectory { get; init; }

    /// <summary>Name of the stack.</summary>
    public required string Stack { get; init; }

    /// <summary>Path of the compiled program. Default: the build of the program that <c>Pulumi.yaml</c> names.</summary>
    public string? Program { get; init; }

    /// <summary>Time limit of the program. Default: 5 minutes.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>TCP port of the engine. Default: 0, the system selects a free port.</summary>
    public int Port { get; init; }

    /// <summary>Outputs of other stacks by name. The outputs of a stack without an entry are unknown.</summary>
    public IReadOnlyDictionary<string, Struct> StackOutputs { get; init; } = new Dictionary<string, Struct>();

    /// <summary>State to compare the plan with. Default: null, the plan has no changes and all values are simulated.</summary>
    public RecordedState? Since { get; init; }

    /// <summary>Provider of all custom resources. Default: simulated, deploys nothing.</summary>
    public IResourceProvider Provider { get; init; } = new SimulatedProvider();

    /// <summary>Called with the severity and the text of each warning and information that the program logs.</summary>
    public Action<string, string>? OnMessage { get; init; }

    /// <summary>True if placeholders replace secrets that are not set. False if their absence is an error, as in a deployment.</summary>
    public bool AllowMissingSecrets { get; init; } = true;

    /// <summary>Called for each secret without a usable value, with its name, the reason and the command that sets it.</summary>
    public Action<string>? OnMissingSecret { get; init; }

    /// <summary>Called at intervals with the number of registered resources.</summary>
    public Action<int>? OnProgress { get; init; }
}

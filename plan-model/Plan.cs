using System.Text.Json.Nodes;

namespace K8tre.PlanModel;

/// <summary>The resources, function calls and stack outputs of a program, with masked secrets.</summary>
/// <remarks>Written form, version 1: docs/reference/plan-model.md and docs/reference/plan.schema.json.</remarks>
public sealed record Plan
{
    /// <summary>The version of the model that this build writes and reads.</summary>
    public const int CurrentVersion = 1;

    /// <summary>Version of the model. It is raised when the meaning of a field changes.</summary>
    public int Version { get; init; } = CurrentVersion;

    /// <summary>Name of the Pulumi project.</summary>
    public required string Project { get; init; }

    /// <summary>Name of the stack.</summary>
    public required string Stack { get; init; }

    /// <summary>The Pulumi packages that the program was built with: <c>official</c> or <c>offline</c>.</summary>
    public required string Sdk { get; init; }

    /// <summary>The resources in the order of their registration. A parent precedes its children.</summary>
    public required IReadOnlyList<PlanResource> Resources { get; init; }

    /// <summary>The calls of provider functions, in order.</summary>
    public required IReadOnlyList<PlanInvoke> Invokes { get; init; }

    /// <summary>The outputs of the stack.</summary>
    public required JsonObject Outputs { get; init; }

    /// <summary>The environments that the plan registers with Argo CD. Default: none.</summary>
    public IReadOnlyList<PlanEnvironment> Environments { get; init => field = value ?? []; } = [];

    /// <summary>The changes since a recorded state. Null if the plan was not compared with one.</summary>
    public PlanChanges? Changes { get; init; }
}

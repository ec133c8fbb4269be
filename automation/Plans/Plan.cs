using System.Text.Json.Nodes;

namespace K8tre.Automation.Plans;

/// <summary>What a program would deploy: every registration, invoke and stack output, with secrets masked.</summary>
/// <remarks>The written form, version 1: docs/reference/plan-model.md and docs/reference/plan.schema.json.</remarks>
internal sealed record Plan
{
    /// <summary>The version of the model that this program writes and reads.</summary>
    public const int CurrentVersion = 1;

    /// <summary>Version of the model; raised when a field changes its meaning.</summary>
    public int Version { get; init; } = CurrentVersion;

    /// <summary>Name of the Pulumi project.</summary>
    public required string Project { get; init; }

    /// <summary>Name of the stack that was planned.</summary>
    public required string Stack { get; init; }

    /// <summary>Which Pulumi packages the program was built with: <c>official</c> or <c>offline</c>.</summary>
    public required string Sdk { get; init; }

    /// <summary>The resources, in the order of their registration: a parent stands before its children.</summary>
    public required IReadOnlyList<PlanResource> Resources { get; init; }

    /// <summary>The provider functions that the program called, in the order of the calls.</summary>
    public required IReadOnlyList<PlanInvoke> Invokes { get; init; }

    /// <summary>The outputs of the stack.</summary>
    public required JsonObject Outputs { get; init; }
}

using System.Collections.Immutable;

namespace Pulumi.Automation.Events;

/// <summary>A step: what the engine does with a resource.</summary>
public class StepEventMetadata
{
    internal StepEventMetadata()
    {
    }

    /// <summary>The operation.</summary>
    public OperationType Op { get; internal init; }

    /// <summary>URN of the resource.</summary>
    public string Urn { get; internal init; } = "";

    /// <summary>Type of the resource.</summary>
    public string Type { get; internal init; } = "";

    /// <summary>State before the step.</summary>
    public StepEventStateMetadata? Old { get; internal init; }

    /// <summary>State after the step.</summary>
    public StepEventStateMetadata? New { get; internal init; }

    /// <summary>Properties that cause a replacement.</summary>
    public ImmutableArray<string>? Keys { get; internal init; }

    /// <summary>Properties that change.</summary>
    public ImmutableArray<string>? Diffs { get; internal init; }

    /// <summary>Differences by path.</summary>
    public IImmutableDictionary<string, PropertyDiff>? DetailedDiff { get; internal init; }

    /// <summary>True if the program registered the step.</summary>
    public bool? Logical { get; internal init; }

    /// <summary>Reference of the provider.</summary>
    public string Provider { get; internal init; } = "";
}

using System.Collections.Immutable;

namespace Pulumi.Automation.Events;

/// <summary>State of a resource before or after a step.</summary>
public class StepEventStateMetadata
{
    internal StepEventStateMetadata()
    {
    }

    /// <summary>Type of the resource.</summary>
    public string Type { get; internal init; } = "";

    /// <summary>URN of the resource.</summary>
    public string Urn { get; internal init; } = "";

    /// <summary>True if a provider manages the resource.</summary>
    public bool? Custom { get; internal init; }

    /// <summary>True if the resource is about to be deleted.</summary>
    public bool? Delete { get; internal init; }

    /// <summary>ID from the provider.</summary>
    public string Id { get; internal init; } = "";

    /// <summary>URN of the parent.</summary>
    public string Parent { get; internal init; } = "";

    /// <summary>True if the resource is protected.</summary>
    public bool? Protect { get; internal init; }

    /// <summary>Inputs. Secrets are masked.</summary>
    public IImmutableDictionary<string, object> Inputs { get; internal init; } = null!;

    /// <summary>Outputs. Secrets are masked.</summary>
    public IImmutableDictionary<string, object> Outputs { get; internal init; } = null!;

    /// <summary>Reference of the provider.</summary>
    public string Provider { get; internal init; } = "";

    /// <summary>Errors of the initialization.</summary>
    public ImmutableArray<string>? InitErrors { get; internal init; }
}

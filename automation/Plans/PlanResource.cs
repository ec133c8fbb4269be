using System.Text.Json.Nodes;

namespace K8tre.Automation.Plans;

/// <summary>One resource of a plan: what the program asked for, and what it was answered.</summary>
internal sealed record PlanResource
{
    /// <summary>The unique name, <c>urn:pulumi:stack::project::parentTypes$type::name</c>.</summary>
    public required string Urn { get; init; }

    /// <summary>Type token, such as <c>kubernetes:core/v1:Namespace</c>.</summary>
    public required string Type { get; init; }

    /// <summary>The name the program gave.</summary>
    public required string Name { get; init; }

    /// <summary>True for a resource of a provider, false for a component.</summary>
    public required bool Custom { get; init; }

    /// <summary>True for a resource that exists already and is only read.</summary>
    public bool Read { get; init; }

    /// <summary>URN of the parent; none for the stack itself.</summary>
    public string? Parent { get; init; }

    /// <summary>URN of the provider that was named or inherited; none when the package's default provider serves.</summary>
    public string? Provider { get; init; }

    /// <summary>A made-up id, or the real one of a resource that is read or imported; none for a component.</summary>
    public string? Id { get; init; }

    /// <summary>The properties the program sent.</summary>
    public required JsonObject Inputs { get; init; }

    /// <summary>The properties the program was answered; of a component those it registered at its end.</summary>
    public required JsonObject Outputs { get; init; }

    /// <summary>JSON pointers, relative to the resource, of the values that are secret.</summary>
    public required IReadOnlyList<string> Secrets { get; init; }

    /// <summary>URNs of all resources that this one depends on.</summary>
    public required IReadOnlyList<string> Dependencies { get; init; }

    /// <summary>For each input property that depends on resources, their URNs.</summary>
    public required IReadOnlyDictionary<string, IReadOnlyList<string>> PropertyDependencies { get; init; }

    /// <summary>How the engine is told to treat the resource.</summary>
    public required PlanOptions Options { get; init; }
}

using System.Text.Json.Nodes;

namespace K8tre.PlanModel;

/// <summary>A resource of a plan.</summary>
public sealed record PlanResource
{
    /// <summary>The URN: <c>urn:pulumi:stack::project::parentTypes$type::name</c>.</summary>
    public required string Urn { get; init; }

    /// <summary>Type token, such as <c>kubernetes:core/v1:Namespace</c>.</summary>
    public required string Type { get; init; }

    /// <summary>Name in the program.</summary>
    public required string Name { get; init; }

    /// <summary>True for a resource of a provider, false for a component.</summary>
    public required bool Custom { get; init; }

    /// <summary>True for an existing resource that the program only reads.</summary>
    public bool Read { get; init; }

    /// <summary>URN of the parent. Null for the stack.</summary>
    public string? Parent { get; init; }

    /// <summary>URN of the given or inherited provider. Null for the default provider of the package.</summary>
    public string? Provider { get; init; }

    /// <summary>A simulated id, or the real id of an imported or read resource. Null for a component.</summary>
    public string? Id { get; init; }

    /// <summary>The properties that the program sends.</summary>
    public required JsonObject Inputs { get; init; }

    /// <summary>The properties that the program receives. For a component, the outputs that it registers.</summary>
    public required JsonObject Outputs { get; init; }

    /// <summary>JSON pointers of the secret values, relative to the resource.</summary>
    public required IReadOnlyList<string> Secrets { get; init; }

    /// <summary>URNs of all resources that this one depends on.</summary>
    public required IReadOnlyList<string> Dependencies { get; init; }

    /// <summary>URNs of the resources that each input property depends on.</summary>
    public required IReadOnlyDictionary<string, IReadOnlyList<string>> PropertyDependencies { get; init; }

    /// <summary>The resource options.</summary>
    public required PlanOptions Options { get; init; }
}

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

    /// <summary>
    /// True for a resource that the program does not register itself: a default provider, or a child that a provider registers in its own
    /// component.
    /// </summary>
    public bool Implicit { get; init; }

    /// <summary>URN of the parent. Null for the stack and for default providers.</summary>
    public string? Parent { get; init; }

    /// <summary>URN of the given, inherited or default provider. Null for a local component and for a provider.</summary>
    public string? Provider { get; init; }

    /// <summary>A simulated id, or the real id of an imported, read or recorded resource. Null for a component.</summary>
    public string? Id { get; init; }

    /// <summary>The properties that the program sends.</summary>
    public required JsonObject Inputs { get; init; }

    /// <summary>The properties that the program receives. For a component, the outputs that it registers.</summary>
    public required JsonObject Outputs { get; init; }

    /// <summary>JSON pointers of the secret values, relative to the resource.</summary>
    public required IReadOnlyList<string> Secrets { get; init; }

    /// <summary>Fingerprints of the secret inputs, by JSON pointer. <c>[unknown]</c> for a secret that is not known yet.</summary>
    public IReadOnlyDictionary<string, string> Fingerprints { get; init => field = value ?? new Dictionary<string, string>(); } =
        new Dictionary<string, string>();

    /// <summary>URNs of all resources that this one depends on.</summary>
    public required IReadOnlyList<string> Dependencies { get; init; }

    /// <summary>URNs of the resources that each input property depends on.</summary>
    public required IReadOnlyDictionary<string, IReadOnlyList<string>> PropertyDependencies { get; init; }

    /// <summary>The resource options.</summary>
    public required PlanOptions Options { get; init; }
}

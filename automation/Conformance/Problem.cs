namespace K8tre.Automation.Conformance;

/// <summary>A difference between a plan and the official packages.</summary>
internal sealed record Problem
{
    /// <summary>Name of the check: <c>types</c>, <c>schema</c> or <c>differential</c>.</summary>
    public required string Check { get; init; }

    /// <summary>URN of the resource.</summary>
    public required string Urn { get; init; }

    /// <summary>Type token of the resource.</summary>
    public required string Type { get; init; }

    /// <summary>Name of the resource.</summary>
    public required string Name { get; init; }

    /// <summary>The property, such as <c>spec.ports[0].targetPort</c>. Empty for the resource itself.</summary>
    public required string Path { get; init; }

    /// <summary>Description of the problem.</summary>
    public required string Message { get; init; }

    /// <summary>Reason of conformance/accepted.json why the problem is accepted. Null for a problem to fix.</summary>
    public string? Accepted { get; init; }
}

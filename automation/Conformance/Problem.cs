namespace K8tre.Automation.Conformance;

/// <summary>One place where a plan differs from what the official packages say.</summary>
internal sealed record Problem
{
    /// <summary>The check that found it: <c>types</c>, <c>schema</c> or <c>differential</c>.</summary>
    public required string Check { get; init; }

    /// <summary>URN of the resource.</summary>
    public required string Urn { get; init; }

    /// <summary>Type token of the resource.</summary>
    public required string Type { get; init; }

    /// <summary>Name of the resource.</summary>
    public required string Name { get; init; }

    /// <summary>The property, such as <c>spec.ports[0].targetPort</c>; empty for the resource itself.</summary>
    public required string Path { get; init; }

    /// <summary>What is wrong.</summary>
    public required string Message { get; init; }

    /// <summary>Why it is accepted, as conformance/accepted.json says; none for a problem that is to be mended.</summary>
    public string? Accepted { get; init; }
}

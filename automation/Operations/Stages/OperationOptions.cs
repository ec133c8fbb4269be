namespace K8tre.Automation.Operations.Stages;

/// <summary>Options of an operation on a stack.</summary>
internal sealed record OperationOptions
{
    /// <summary>Name of the stack.</summary>
    public required string Stack { get; init; }

    /// <summary>URNs of the resources that the operation is limited to. Default: all resources.</summary>
    public IReadOnlyList<string> Targets { get; init; } = [];

    /// <summary>Number of resource operations at the same time. Default: the CLI's.</summary>
    public int? Parallel { get; init; }

    /// <summary>True if nothing is asked.</summary>
    public bool IsApproved { get; init; }

    /// <summary>Path of the plan file to deploy, or null.</summary>
    public string? PlanFile { get; init; }

    /// <summary>Name of the stack again, in place of the question of a deletion. Default: asked.</summary>
    public string? Confirmation { get; init; }

    /// <summary>True if a deletion removes the protection of resources.</summary>
    public bool RemovesProtection { get; init; }

    /// <summary>True if a refresh removes creations from the state that a run started and never recorded.</summary>
    public bool ClearsPendingCreates { get; init; }

    /// <summary>Path of the compiled program whose hash a plan file contains. Default: the build of this repository.</summary>
    public string? Program { get; init; }
}

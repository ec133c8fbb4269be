namespace K8tre.PlanModel;

/// <summary>The differences between a plan and a recorded state.</summary>
/// <remarks>Default providers and resources that the program only reads are not counted, as in the Pulumi CLI.</remarks>
public sealed record PlanChanges
{
    /// <summary>The resources that change: in the order of their registration, then the deleted ones.</summary>
    public required IReadOnlyList<PlanChange> Resources { get; init; }

    /// <summary>Number of resources that do not change.</summary>
    public required int Unchanged { get; init; }

    /// <summary>Resources with inputs that are not known before the deployment, and whose other inputs are equal.</summary>
    public required IReadOnlyList<PlanChange> Undetermined { get; init; }

    /// <summary>Number of secret inputs that were taken as equal: the recorded state shows neither values nor fingerprints.</summary>
    public required int MaskedInputs { get; init; }
}

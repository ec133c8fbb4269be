namespace K8tre.Components.Clusters;

/// <summary>
/// The stage a cluster serves. Its lower-case name is the <c>environment</c> label that every K8TRE ApplicationSet selects on:
/// with any other spelling (<c>prod</c> above all) a cluster gets few applications or none.
/// </summary>
public enum TreEnvironment
{
    /// <summary>Development. Not the number that a missing value has: a stage is always said.</summary>
    Dev = 1,

    /// <summary>Staging.</summary>
    Stg,

    /// <summary>Production.</summary>
    Prd,
}

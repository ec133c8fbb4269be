namespace K8tre.Components.Clusters;

/// <summary>
/// The environment a cluster serves. Its lower-case name is the <c>environment</c> label that every K8TRE ApplicationSet selects on:
/// with any other spelling (<c>prod</c> above all) a cluster gets few applications or none.
/// </summary>
public enum TreEnvironment
{
    /// <summary>Development. Not the number that a missing value has: an environment is always said.</summary>
    Dev = 1,

    /// <summary>Staging.</summary>
    Stg,

    /// <summary>Production.</summary>
    Prd,
}

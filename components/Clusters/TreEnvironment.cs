namespace K8tre.Components.Clusters;

/// <summary>Environment of a cluster. Its lower-case name is the <c>environment</c> label that all ApplicationSets select on.</summary>
/// <remarks>A cluster whose label is spelled differently, such as <c>prod</c>, gets few applications or none.</remarks>
public enum TreEnvironment
{
    /// <summary>Development. Not 0, the value of a setting that is missing.</summary>
    Dev = 1,

    /// <summary>Staging.</summary>
    Stg,

    /// <summary>Production.</summary>
    Prd,
}

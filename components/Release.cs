namespace K8tre.Components;

/// <summary>Release of a project that publishes its artefacts under one URL.</summary>
/// <param name="Location">URL of the folder of this version's artefacts.</param>
/// <param name="Version">Exact version in the project's own form.</param>
public sealed record Release(Uri Location, string Version)
{
    /// <summary>Known sha256 of its artefacts, by their file names. Default: none.</summary>
    public IReadOnlyDictionary<string, string> Sha256 { get; init; } = new Dictionary<string, string>();
}

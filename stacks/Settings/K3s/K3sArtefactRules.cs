using K8tre.Components;
using K8tre.Stacks.Settings.Reading;

namespace K8tre.Stacks.Settings.K3s;

/// <summary>What must hold between the settings that say where K3s comes from.</summary>
/// <param name="k3s">The cluster's settings, as far as they could be read.</param>
/// <param name="path">Where they stand.</param>
internal sealed class K3sArtefactRules(K3sSettings k3s, string path)
{
    private string Release => k3s.Version ?? Versions.K3s.Version;

    /// <summary>All problems.</summary>
    public IEnumerable<SettingProblem> Check()
    {
        if (k3s.Artefacts is not { } artefacts)
            yield break;
        var at = $"{path}.artefacts";
        if (artefacts.File is not null && artefacts.Mirror is not null)
            yield return new($"{at}.mirror", "is set, and so is file; write one of them");
        if (artefacts.ImagesFile is not null && artefacts.File is null)
            yield return new($"{at}.imagesFile", "is set, and file is not; without the internet a node needs both");
        if (artefacts is { File: not null, Images: true, ImagesFile: null })
            yield return new($"{at}.imagesFile", "is not set, and file is, with images true; write it: without the internet a node needs both");
        foreach (var problem in FileAt($"{at}.file", artefacts.File, $"{at}.sha256", artefacts.Sha256)
            .Concat(FileAt($"{at}.imagesFile", artefacts.ImagesFile, $"{at}.imagesSha256", artefacts.ImagesSha256)))
        {
            yield return problem;
        }
    }

    private IEnumerable<SettingProblem> FileAt(string at, string? file, string shaAt, string? sha256)
    {
        if (file is null)
            yield break;
        if (sha256 is null)
            yield return new(shaAt, $"is not set, and {at.Split('.')[^1]} is; write what the release's sha256sum-amd64.txt says of it");
        if (ProjectFiles.Problem(at, file, sha256, $"the file of {Release}") is { } problem)
            yield return problem;
    }
}

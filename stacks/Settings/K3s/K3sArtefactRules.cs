using K8tre.Components;
using K8tre.Stacks.Settings.Reading;

namespace K8tre.Stacks.Settings.K3s;

/// <summary>Rules for the source of the K3s binary and images.</summary>
/// <param name="k3s">The cluster's settings, as far as they could be read.</param>
/// <param name="path">Their path.</param>
internal sealed class K3sArtefactRules(K3sSettings k3s, string path)
{
    private string Release => k3s.Version ?? Versions.K3s.Version;

    /// <summary>Returns all problems.</summary>
    public IEnumerable<SettingProblem> Check()
    {
        if (k3s.Artefacts is not { } artefacts)
            yield break;
        var at = $"{path}.artefacts";
        if (artefacts.File is not null && artefacts.Mirror is not null)
            yield return new($"{at}.mirror", "is set, and file is set too; write one of them");
        if (artefacts.ImagesFile is not null && artefacts.File is null)
            yield return new($"{at}.imagesFile", "is set, and file is not; without internet access a node needs both: add file");
        if (artefacts is { File: not null, Images: true, ImagesFile: null })
            yield return new(
                $"{at}.imagesFile", "is not set, and file is set with images true; without internet access a node needs both: add it");
        if (artefacts is { ImagesSha256: not null, Images: false, ImagesFile: null })
            yield return new($"{at}.imagesSha256", "is set, and nodes get no image archive; write images: true, or remove it");
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
            yield return new(shaAt, $"is not set, and {at.Split('.')[^1]} is; write the digest in the release's sha256sum-amd64.txt");
        if (ProjectFiles.Problem(at, file, sha256, $"the file of {Release}") is { } problem)
            yield return problem;
    }
}

using System.ComponentModel.DataAnnotations;
using K8tre.Stacks.Settings.Reading;

namespace K8tre.Stacks.Settings.K3s;

/// <summary>Source of the K3s binary and images.</summary>
public sealed record K3sArtefactSettings
{
    /// <summary>URL of a mirror with the files of the release under their original names. Default: the page of the release.</summary>
    [RegularExpression(Formats.HttpsFolder, ErrorMessage = Formats.HttpsFolderHint)]
    public string? Mirror { get; init; }

    /// <summary>
    /// SHA-256 of the binary. Required with <c>file</c>. Default: the known one of the pinned version; for another version, that of the
    /// release, read once and remembered.
    /// </summary>
    [RegularExpression(Formats.Sha256, ErrorMessage = Formats.Sha256Hint)]
    public string? Sha256 { get; init; }

    /// <summary>Path of the binary, relative to Pulumi.yaml, for nodes without internet access. Default: nodes download it.</summary>
    public string? File { get; init; }

    /// <summary>Brings the image archive of K3s to the nodes, which then do not pull these images.</summary>
    public bool Images { get; init; }

    /// <summary>SHA-256 of the image archive. Required with <c>imagesFile</c>. Default: that of the release.</summary>
    [RegularExpression(Formats.Sha256, ErrorMessage = Formats.Sha256Hint)]
    public string? ImagesSha256 { get; init; }

    /// <summary>Path of the image archive <c>k3s-airgap-images-amd64.tar.zst</c>, relative to Pulumi.yaml. Default: none.</summary>
    public string? ImagesFile { get; init; }
}

namespace K8tre.Components.OnPrem;

/// <summary>The K3s to run, and where its program comes from. Nothing is run before its sha256 is checked on the node.</summary>
public sealed record K3sRelease
{
    /// <summary>K3s version, <c>v1.35.4+k3s1</c>.</summary>
    public required string Version { get; init; }

    /// <summary>URL below which the release's artefacts lie, HTTPS, with a final slash. Default: the project's own release page.</summary>
    public Uri? Location { get; init; }

    /// <summary>The sha256 of the program. Default: the release's own, read once and remembered.</summary>
    public string? Sha256 { get; init; }

    /// <summary>The sha256 of the image bundle. Default: none is brought, or the release's own where <see cref="HasImages"/>.</summary>
    public string? ImagesSha256 { get; init; }

    /// <summary>The program as a file where Pulumi runs: no node needs the internet. Default: nodes download it.</summary>
    public string? File { get; init; }

    /// <summary>The image bundle (<c>k3s-airgap-images-amd64.tar.zst</c>) as a file where Pulumi runs. Default: none.</summary>
    public string? ImagesFile { get; init; }

    /// <summary>Whether nodes get the image bundle beside the program, instead of pulling the images. Default: false.</summary>
    public bool HasImages { get; init; }

    /// <summary>Where the artefacts lie.</summary>
    internal Uri Source => Location ?? Versions.K3sAt(Version);
}

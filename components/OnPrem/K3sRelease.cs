namespace K8tre.Components.OnPrem;

/// <summary>K3s release to run, and the location of its program. A node runs the program only after it has checked its sha256.</summary>
public sealed record K3sRelease
{
    /// <summary>K3s version, <c>v1.35.8+k3s1</c>.</summary>
    public required string Version { get; init; }

    /// <summary>HTTPS URL of the folder with the release's artefacts, with a final slash. Default: the project's release page.</summary>
    public Uri? Location { get; init; }

    /// <summary>The sha256 of the program. Default: the one that the release publishes, read once and kept in the stack's state.</summary>
    public string? Sha256 { get; init; }

    /// <summary>The sha256 of the image bundle. Default: none, or the published one with <see cref="HasImages"/>.</summary>
    public string? ImagesSha256 { get; init; }

    /// <summary>Path of the program where Pulumi runs, so that no node needs the internet. Default: nodes download the program.</summary>
    public string? File { get; init; }

    /// <summary>Path of the image bundle (<c>k3s-airgap-images-amd64.tar.zst</c>) where Pulumi runs. Default: none.</summary>
    public string? ImagesFile { get; init; }

    /// <summary>True if nodes get the image bundle with the program instead of pulling its images. Default: false.</summary>
    public bool HasImages { get; init; }

    /// <summary>URL of the folder with the artefacts.</summary>
    internal Uri Source => Location ?? Versions.K3sAt(Version);

    /// <summary>URL of the folder that hosts download from. Empty: Pulumi uploads the files.</summary>
    internal string Download => File is null ? Source.AbsoluteUri : "";
}

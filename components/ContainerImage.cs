namespace K8tre.Components;

/// <summary>Container image of one tag.</summary>
/// <param name="Repository">Registry and repository, without a tag.</param>
/// <param name="Tag">Exact tag.</param>
public sealed record ContainerImage(string Repository, string Tag)
{
    /// <summary>Digest of the image index, <c>sha256:...</c>. With it, the tag only informs. Default: none; the registry decides.</summary>
    public string? Digest { get; init; }

    /// <summary>Tag and digest, <c>tag@sha256:...</c>, for charts that put the repository before it.</summary>
    internal string TagAndDigest => Digest is null ? Tag : $"{Tag}@{Digest}";

    /// <summary>Returns the reference of the image, <c>repository:tag@sha256:...</c>.</summary>
    public override string ToString() => $"{Repository}:{TagAndDigest}";
}

namespace K8tre.Components;

/// <summary>Container image of one tag.</summary>
/// <param name="Repository">Registry and repository, without a tag.</param>
/// <param name="Tag">Exact tag.</param>
public sealed record ContainerImage(string Repository, string Tag)
{
    /// <summary>Returns the reference of the image, <c>repository:tag</c>.</summary>
    public override string ToString() => $"{Repository}:{Tag}";
}

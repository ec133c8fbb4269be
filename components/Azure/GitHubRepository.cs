namespace K8tre.Components.Azure;

/// <summary>A repository on GitHub.</summary>
/// <param name="Owner">The person or organization that it belongs to.</param>
/// <param name="Name">Its name.</param>
public sealed record GitHubRepository(string Owner, string Name)
{
    /// <summary>Its address.</summary>
    public Uri Url => new($"https://github.com/{this}");

    /// <summary>The form <c>owner/name</c>.</summary>
    public override string ToString() => $"{Owner}/{Name}";
}

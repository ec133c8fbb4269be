namespace K8tre.Components.Clusters;

/// <summary>A repository on GitHub, whose workflows a cloud lets in by tokens that GitHub signs for a job.</summary>
/// <param name="Owner">The person or organization that it belongs to.</param>
/// <param name="Name">Its name.</param>
/// <remarks>https://docs.github.com/actions/reference/security/oidc</remarks>
public sealed record GitHubRepository(string Owner, string Name)
{
    /// <summary>Host of the issuer of those tokens.</summary>
    public const string Issuer = "token.actions.githubusercontent.com";

    /// <summary>Its address.</summary>
    public Uri Url => new($"https://github.com/{this}");

    /// <summary>Reads <c>owner/name</c>.</summary>
    /// <exception cref="FormatException">It is not of that shape.</exception>
    public static GitHubRepository Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return text.Split('/') is [{ Length: > 0 } owner, { Length: > 0 } name] ? new(owner, name) : throw new FormatException($"{text} is no repository; write owner/name");
    }

    /// <summary>The subject of tokens for jobs of one of its environments, in which GitHub can ask a person first. Any other job could be a pull request's.</summary>
    /// <param name="environment">Name of the environment.</param>
    public string SubjectIn(string environment) => $"repo:{this}:environment:{environment}";

    /// <summary>The form <c>owner/name</c>.</summary>
    public override string ToString() => $"{Owner}/{Name}";
}

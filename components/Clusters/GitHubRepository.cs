namespace K8tre.Components.Clusters;

/// <summary>GitHub repository whose workflows sign in to a cloud with OpenID Connect tokens that GitHub issues for each job.</summary>
/// <param name="Owner">User or organization that owns the repository.</param>
/// <param name="Name">Name of the repository.</param>
/// <remarks>https://docs.github.com/actions/reference/security/oidc</remarks>
public sealed record GitHubRepository(string Owner, string Name)
{
    /// <summary>Host name of the tokens' issuer.</summary>
    public const string Issuer = "token.actions.githubusercontent.com";

    /// <summary>URL of the repository.</summary>
    public Uri Url => new($"https://github.com/{this}");

    /// <summary>Parses <c>owner/name</c>.</summary>
    /// <exception cref="FormatException">The text has another form.</exception>
    public static GitHubRepository Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return text.Split('/') is [{ Length: > 0 } owner, { Length: > 0 } name]
            ? new(owner, name)
            : throw new FormatException($"{text} is not a repository; write owner/name");
    }

    /// <summary>Returns the subject of the tokens of jobs that run in a GitHub environment, which can require approval.</summary>
    /// <remarks>Tokens of other jobs have other subjects, so that a job of a pull request cannot sign in.</remarks>
    /// <param name="environment">Name of the GitHub environment.</param>
    public string SubjectIn(string environment) => $"repo:{this}:environment:{environment}";

    /// <summary>Returns the form <c>owner/name</c>.</summary>
    public override string ToString() => $"{Owner}/{Name}";
}

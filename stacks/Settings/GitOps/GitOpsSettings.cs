using System.ComponentModel.DataAnnotations;
using K8tre.Stacks.Settings.Reading;

namespace K8tre.Stacks.Settings.GitOps;

/// <summary>The repository that drives what runs in the clusters.</summary>
public sealed record GitOpsSettings
{
    /// <summary>Git repository that holds K8TRE, HTTPS or SSH.</summary>
    [RegularExpression(Formats.GitUrl, ErrorMessage = Formats.GitUrlHint)]
    public required string RepoUrl { get; init; }

    /// <summary>Branch, tag or commit. A commit makes a deployment repeatable.</summary>
    [RegularExpression(Formats.GitRevision, ErrorMessage = Formats.GitRevisionHint)]
    public required string TargetRevision { get; init; }

    /// <summary>How Argo CD signs in to it. Default: <c>none</c>, it is public.</summary>
    public GitCredential Credential { get; init; }

    /// <summary>User name for <c>httpsToken</c>. Default: <c>git</c>, which most hosts take beside a token.</summary>
    [RegularExpression(Formats.Word, ErrorMessage = Formats.WordHint)]
    public string UserName { get; init; } = "git";

    /// <summary>The App for <c>gitHubApp</c>.</summary>
    public GitHubAppSettings? GitHubApp { get; init; }

    /// <summary>
    /// Lines of a known_hosts file, as <c>ssh-keyscan</c> prints them, for <c>sshKey</c>. Those of GitHub, GitLab, Bitbucket and Azure DevOps
    /// are known. Default: none.
    /// </summary>
    public IReadOnlyList<string> KnownHosts { get; init; } = [];
}

/// <summary>How Argo CD signs in to a Git repository.</summary>
public enum GitCredential
{
    /// <summary>Not at all.</summary>
    None,

    /// <summary>By the access token in the secret <c>k8tre:gitToken</c>.</summary>
    HttpsToken,

    /// <summary>By the deploy key in the secret <c>k8tre:gitPrivateKey</c>.</summary>
    SshKey,

    /// <summary>As the GitHub App whose private key is in the secret <c>k8tre:gitPrivateKey</c>.</summary>
    GitHubApp,
}

/// <summary>A GitHub App that is installed in the organisation of the repository.</summary>
public sealed record GitHubAppSettings
{
    /// <summary>Id of the App.</summary>
    [RegularExpression(Formats.Digits, ErrorMessage = Formats.DigitsHint)]
    public required string AppId { get; init; }

    /// <summary>Id of its installation.</summary>
    [RegularExpression(Formats.Digits, ErrorMessage = Formats.DigitsHint)]
    public required string InstallationId { get; init; }

    /// <summary>API of a GitHub Enterprise server, like <c>https://github.example.org/api/v3</c>. Default: that of github.com.</summary>
    [RegularExpression(Formats.HttpsUrl, ErrorMessage = Formats.HttpsUrlHint)]
    public string? ApiUrl { get; init; }
}

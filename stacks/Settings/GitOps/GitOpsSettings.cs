using System.ComponentModel.DataAnnotations;
using K8tre.Stacks.Settings.Reading;

namespace K8tre.Stacks.Settings.GitOps;

/// <summary>Git repository of K8TRE.</summary>
/// <remarks>Argo CD installs its contents in the clusters.</remarks>
public sealed record GitOpsSettings
{
    /// <summary>HTTPS or SSH address of the repository.</summary>
    [RegularExpression(Formats.GitUrl, ErrorMessage = Formats.GitUrlHint)]
    public required string RepoUrl { get; init; }

    /// <summary>Branch, tag or commit. A commit makes deployments repeatable.</summary>
    [RegularExpression(Formats.GitRevision, ErrorMessage = Formats.GitRevisionHint)]
    public required string TargetRevision { get; init; }

    /// <summary>Credential of Argo CD for the repository.</summary>
    public GitCredential Credential { get; init; }

    /// <summary>User name, for credential <c>httpsToken</c>. Most Git hosts accept any name with a token.</summary>
    [RegularExpression(Formats.Word, ErrorMessage = Formats.WordHint)]
    public string UserName { get; init; } = DefaultUserName;

    /// <summary>GitHub App, for credential <c>gitHubApp</c>. Required there.</summary>
    public GitHubAppSettings? GitHubApp { get; init; }

    /// <summary>
    /// Lines of a known_hosts file, as <c>ssh-keyscan</c> prints them, for SSH addresses. Argo CD knows the keys of GitHub, GitLab,
    /// Bitbucket and Azure DevOps.
    /// </summary>
    public IReadOnlyList<string> KnownHosts { get; init; } = [];

    internal const string DefaultUserName = "git";
}

/// <summary>Credential of Argo CD for a Git repository.</summary>
public enum GitCredential
{
    /// <summary>No credential: the repository is public.</summary>
    None,

    /// <summary>The access token in the secret <c>k8tre:gitToken</c>.</summary>
    HttpsToken,

    /// <summary>The deploy key in the secret <c>k8tre:gitPrivateKey</c>.</summary>
    SshKey,

    /// <summary>The GitHub App whose private key is in the secret <c>k8tre:gitPrivateKey</c>.</summary>
    GitHubApp,
}

/// <summary>GitHub App of the repository's organisation.</summary>
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

namespace K8tre.Components.GitOps.ArgoCd;

/// <summary>How Argo CD signs in to a private Git repository.</summary>
/// <remarks>https://argo-cd.readthedocs.io/en/stable/operator-manual/declarative-setup/#repositories</remarks>
public abstract record RepositoryCredential
{
    private RepositoryCredential()
    {
    }

    /// <summary>Entries of the repository's Secret besides its URL.</summary>
    internal abstract InputMap<string> Entries();

    /// <summary>A user's access token, over HTTPS.</summary>
    /// <param name="UserName">User name. Some hosts take any, GitLab wants <c>oauth2</c> for some tokens.</param>
    /// <param name="Token">The token.</param>
    public sealed record HttpsToken(string UserName, Input<string> Token) : RepositoryCredential
    {
        internal override InputMap<string> Entries() => new() { ["username"] = UserName, ["password"] = Token };
    }

    /// <summary>A deploy key, over SSH.</summary>
    /// <param name="PrivateKey">The private key, OpenSSH or PEM.</param>
    public sealed record SshKey(Input<string> PrivateKey) : RepositoryCredential
    {
        internal override InputMap<string> Entries() => new() { ["sshPrivateKey"] = PrivateKey };
    }

    /// <summary>An installation of a GitHub App, over HTTPS: tokens of an hour, made by Argo CD.</summary>
    /// <param name="AppId">Id of the App.</param>
    /// <param name="InstallationId">Id of its installation in the organisation.</param>
    /// <param name="PrivateKey">The App's private key, PEM.</param>
    /// <param name="ApiUrl">API of a GitHub Enterprise server, like <c>https://github.example.org/api/v3</c>. Null: github.com.</param>
    public sealed record GitHubApp(string AppId, string InstallationId, Input<string> PrivateKey, string? ApiUrl = null) : RepositoryCredential
    {
        internal override InputMap<string> Entries()
        {
            var entries = new InputMap<string>
            {
                ["githubAppID"] = AppId,
                ["githubAppInstallationID"] = InstallationId,
                ["githubAppPrivateKey"] = PrivateKey,
            };
            if (ApiUrl is not null)
                entries.Add("githubAppEnterpriseBaseUrl", ApiUrl);
            return entries;
        }
    }
}

namespace K8tre.Components.GitOps.ArgoCd;

/// <summary>Credential of Argo CD for a private Git repository.</summary>
/// <remarks>https://argo-cd.readthedocs.io/en/stable/operator-manual/declarative-setup/#repositories</remarks>
public abstract record RepositoryCredential
{
    private RepositoryCredential()
    {
    }

    /// <summary>Gets the entries of the repository's Secret besides its type and URL.</summary>
    internal abstract InputMap<string> Entries();

    /// <summary>Access token of a user, over HTTPS.</summary>
    /// <param name="UserName">Name of the user. Some hosts accept any name; GitLab requires <c>oauth2</c> for some tokens.</param>
    /// <param name="Token">The token.</param>
    public sealed record HttpsToken(string UserName, Input<string> Token) : RepositoryCredential
    {
        internal override InputMap<string> Entries() => new() { ["username"] = UserName, ["password"] = Token };
    }

    /// <summary>Deploy key, over SSH.</summary>
    /// <param name="PrivateKey">Private key, OpenSSH or PEM.</param>
    public sealed record SshKey(Input<string> PrivateKey) : RepositoryCredential
    {
        internal override InputMap<string> Entries() => new() { ["sshPrivateKey"] = PrivateKey };
    }

    /// <summary>Installation of a GitHub App, over HTTPS. Argo CD creates tokens that are valid for an hour.</summary>
    /// <param name="AppId">Id of the App.</param>
    /// <param name="InstallationId">Id of its installation in the organisation.</param>
    /// <param name="PrivateKey">Private key of the App, PEM.</param>
    /// <param name="ApiUrl">API of a GitHub Enterprise server, like <c>https://github.example.org/api/v3</c>. Null: github.com.</param>
    public sealed record GitHubApp(string AppId, string InstallationId, Input<string> PrivateKey, string? ApiUrl = null)
        : RepositoryCredential
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

namespace K8tre.Stacks.Settings;

/// <summary>The stack's secret configuration.</summary>
public sealed record PlatformSecrets
{
    /// <summary><c>k8tre:sshPrivateKey</c>: private key for the hosts, OpenSSH or PEM. Default: none is set.</summary>
    public Output<string>? SshPrivateKey { get; init; }

    /// <summary><c>k8tre:gitToken</c>: access token for the Git repository. Default: none is set.</summary>
    public Output<string>? GitToken { get; init; }

    /// <summary><c>k8tre:gitPrivateKey</c>: private key of a deploy key or of a GitHub App. Default: none is set.</summary>
    public Output<string>? GitPrivateKey { get; init; }

    /// <summary><c>k8tre:argoCdClientSecret</c>: the secret under which the identity provider knows Argo CD. Default: none is set.</summary>
    public Output<string>? ArgoCdClientSecret { get; init; }

    /// <summary>A value of a source secret that the site has, by its key in the configuration. Default: none is set.</summary>
    public Func<string, Output<string>?> Supplied { get; init; } = _ => null;

    internal static PlatformSecrets Read(Config config) => new()
    {
        SshPrivateKey = config.GetSecret(Keys.SshPrivateKey),
        GitToken = config.GetSecret("gitToken"),
        GitPrivateKey = config.GetSecret("gitPrivateKey"),
        ArgoCdClientSecret = config.GetSecret("argoCdClientSecret"),
        Supplied = config.GetSecret,
    };
}

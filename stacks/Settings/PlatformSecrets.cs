using K8tre.Stacks.Settings.Reading;

namespace K8tre.Stacks.Settings;

/// <summary>The stack's secret configuration.</summary>
public sealed record PlatformSecrets
{
    /// <summary>Private key for the hosts, OpenSSH or PEM. Needed where ssh.authentication is privateKey.</summary>
    public Output<string>? SshPrivateKey { get; init; }

    /// <summary>Password that sudo asks for on the hosts. Needed where ssh.sudoAsksPassword is true.</summary>
    public Output<string>? SudoPassword { get; init; }

    /// <summary>Password by which K3s servers join, to go on with an earlier cluster's data or snapshot. Default: a random one.</summary>
    public Output<string>? K3sToken { get; init; }

    /// <summary>
    /// User name and password of each image registry. Needed where registries.signIn is true. Set by path:
    /// <c>pulumi config set --secret --path 'k8tre:registryCredentials["ghcr.io"].password'</c>, and <c>.username</c> without <c>--secret</c>.
    /// </summary>
    public Output<string>? RegistryCredentials { get; init; }

    /// <summary>Access key of the snapshots' bucket. Needed where snapshots.s3 is set.</summary>
    public Output<string>? SnapshotAccessKey { get; init; }

    /// <summary>Secret key of the snapshots' bucket. Needed where snapshots.s3 is set.</summary>
    public Output<string>? SnapshotSecretKey { get; init; }

    /// <summary><c>k8tre:gitToken</c>: access token for the Git repository. Default: none is set.</summary>
    public Output<string>? GitToken { get; init; }

    /// <summary><c>k8tre:gitPrivateKey</c>: private key of a deploy key or of a GitHub App. Default: none is set.</summary>
    public Output<string>? GitPrivateKey { get; init; }

    /// <summary><c>k8tre:argoCdClientSecret</c>: the secret under which the identity provider knows Argo CD. Default: none is set.</summary>
    public Output<string>? ArgoCdClientSecret { get; init; }

    /// <summary>
    /// <c>k8tre:gatewayCertificates</c>: certificate and key of each environment's public gateway, PFX without a password in base64, by the environment.
    /// Set by path: <c>pulumi config set --secret --path 'k8tre:gatewayCertificates.prd'</c>. Default: none is set.
    /// </summary>
    public Output<string>? GatewayCertificates { get; init; }

    /// <summary>A value of a source secret that the site has, by its key in the configuration. Default: none is set.</summary>
    public Func<string, Output<string>?> Supplied { get; init; } = _ => null;

    internal static PlatformSecrets Read(Config config) => new()
    {
        SshPrivateKey = config.GetSecret(ConfigKeys.SshPrivateKey),
        SudoPassword = config.GetSecret(ConfigKeys.SudoPassword),
        K3sToken = config.GetSecret(ConfigKeys.K3sToken),
        RegistryCredentials = config.GetSecret(ConfigKeys.RegistryCredentials),
        SnapshotAccessKey = config.GetSecret(ConfigKeys.SnapshotAccessKey),
        SnapshotSecretKey = config.GetSecret(ConfigKeys.SnapshotSecretKey),
        GitToken = config.GetSecret("gitToken"),
        GitPrivateKey = config.GetSecret("gitPrivateKey"),
        ArgoCdClientSecret = config.GetSecret("argoCdClientSecret"),
        GatewayCertificates = config.GetSecret(ConfigKeys.GatewayCertificates),
        Supplied = config.GetSecret,
    };
}

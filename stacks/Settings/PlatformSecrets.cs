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

    internal static PlatformSecrets Read(Config config) => new()
    {
        SshPrivateKey = config.GetSecret(Keys.SshPrivateKey),
        SudoPassword = config.GetSecret(Keys.SudoPassword),
        K3sToken = config.GetSecret(Keys.K3sToken),
        RegistryCredentials = config.GetSecret(Keys.RegistryCredentials),
        SnapshotAccessKey = config.GetSecret(Keys.SnapshotAccessKey),
        SnapshotSecretKey = config.GetSecret(Keys.SnapshotSecretKey),
    };
}

namespace K8tre.Stacks.Settings;

/// <summary>The stack's secret configuration.</summary>
public sealed record PlatformSecrets
{
    /// <summary><c>k8tre:sshPrivateKey</c>: private key for the hosts, OpenSSH or PEM. Default: none is set.</summary>
    public Output<string>? SshPrivateKey { get; init; }

    /// <summary><c>k8tre:sudoPassword</c>: password that sudo asks for on the hosts. Default: none is set.</summary>
    public Output<string>? SudoPassword { get; init; }

    /// <summary><c>k8tre:k3sToken</c>: password by which K3s servers join, to go on with an earlier cluster's data. Default: a random one.</summary>
    public Output<string>? K3sToken { get; init; }

    /// <summary>
    /// <c>k8tre:registryCredentials</c>: user names and passwords of image registries, as JSON: <c>{"registry": {"username": "...", "password": "..."}}</c>.
    /// Default: none is set.
    /// </summary>
    public Output<string>? RegistryCredentials { get; init; }

    /// <summary><c>k8tre:snapshotAccessKey</c>: access key of the snapshots' bucket. Default: none is set.</summary>
    public Output<string>? SnapshotAccessKey { get; init; }

    /// <summary><c>k8tre:snapshotSecretKey</c>: secret key of the snapshots' bucket. Default: none is set.</summary>
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

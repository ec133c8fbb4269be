namespace K8tre.Stacks.Settings;

/// <summary>The stack's secret configuration.</summary>
public sealed record PlatformSecrets
{
    /// <summary><c>k8tre:sshPrivateKey</c>: private key for the hosts, OpenSSH or PEM. Default: none is set.</summary>
    public Output<string>? SshPrivateKey { get; init; }

    internal static PlatformSecrets Read(Config config) => new() { SshPrivateKey = config.GetSecret(Keys.SshPrivateKey) };
}

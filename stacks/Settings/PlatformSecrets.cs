using System.Text.Json;
using K8tre.Stacks.Settings.Reading;

namespace K8tre.Stacks.Settings;

/// <summary>Secrets from the stack's configuration.</summary>
public sealed record PlatformSecrets
{
    /// <summary>Private key for the hosts, OpenSSH or PEM. Required if <c>ssh.authentication</c> is <c>privateKey</c>.</summary>
    public Output<string>? SshPrivateKey { get; init; }

    /// <summary>Password that sudo asks for on the hosts. Required if <c>ssh.sudoAsksPassword</c> is true.</summary>
    public Output<string>? SudoPassword { get; init; }

    /// <summary>Password with which K3s servers join, to use the data or a snapshot of an earlier cluster. Default: a random one.</summary>
    public Output<string>? K3sToken { get; init; }

    /// <summary>
    /// User name and password of each image registry. Required if <c>registries.signIn</c> is true or a cloud has <c>registryAccounts</c>.
    /// </summary>
    public Output<string>? RegistryCredentials { get; init; }

    /// <summary>Access key of the bucket for snapshots. Required if <c>snapshots.s3</c> is set.</summary>
    public Output<string>? SnapshotAccessKey { get; init; }

    /// <summary>Secret key of the bucket for snapshots. Required if <c>snapshots.s3</c> is set.</summary>
    public Output<string>? SnapshotSecretKey { get; init; }

    /// <summary>Environment of the plugin for a KMS. Default: none is set.</summary>
    public Output<string>? KmsEnvironment { get; init; }

    /// <summary>Content of a file of the plugin for a KMS. Default: none is set.</summary>
    public Output<string>? KmsCredentials { get; init; }

    /// <summary>Access token for the Git repository. Default: none is set.</summary>
    public Output<string>? GitToken { get; init; }

    /// <summary>Private key of a deploy key or of a GitHub App. Default: none is set.</summary>
    public Output<string>? GitPrivateKey { get; init; }

    /// <summary>Client secret of Argo CD at the identity provider. Default: none is set.</summary>
    public Output<string>? ArgoCdClientSecret { get; init; }

    /// <summary>
    /// Certificate and key of each environment's public gateway, by environment: PFX without a password, in base64. Default: none is set.
    /// </summary>
    public Output<string>? GatewayCertificates { get; init; }

    /// <summary>Values of source secrets that the operator supplies, by their key in the configuration. Default: none is set.</summary>
    public Func<string, Output<string>?> Supplied { get; init; } = _ => null;

    /// <summary>Registries in <see cref="RegistryCredentials"/>. Null: they are unknown.</summary>
    internal IReadOnlySet<string>? Registries { get; init; }

    /// <summary>Environments in <see cref="GatewayCertificates"/>. Null: they are unknown.</summary>
    internal IReadOnlySet<string>? CertifiedEnvironments { get; init; }

    /// <exception cref="SettingsException">A secret is not encrypted.</exception>
    internal static PlatformSecrets Read(Config config)
    {
        var plain = ConfigKeys.Secrets.Where(name => IsPlain(config, name)).Select(NotEncrypted).ToArray();
        return plain.Length > 0 ? throw new SettingsException(plain) : Secrets(config);
    }

    private static PlatformSecrets Secrets(Config config) => new()
    {
        SshPrivateKey = PrivateKey(config, ConfigKeys.SshPrivateKey),
        SudoPassword = config.GetSecret(ConfigKeys.SudoPassword),
        K3sToken = config.GetSecret(ConfigKeys.K3sToken),
        RegistryCredentials = config.GetSecret(ConfigKeys.RegistryCredentials),
        SnapshotAccessKey = config.GetSecret(ConfigKeys.SnapshotAccessKey),
        SnapshotSecretKey = config.GetSecret(ConfigKeys.SnapshotSecretKey),
        KmsEnvironment = config.GetSecret(ConfigKeys.KmsEnvironment),
        KmsCredentials = config.GetSecret(ConfigKeys.KmsCredentials),
        GitToken = config.GetSecret(ConfigKeys.GitToken),
        GitPrivateKey = PrivateKey(config, ConfigKeys.GitPrivateKey),
        ArgoCdClientSecret = config.GetSecret(ConfigKeys.ArgoCdClientSecret),
        GatewayCertificates = config.GetSecret(ConfigKeys.GatewayCertificates),
        Supplied = name => IsPlain(config, name) ? throw new SettingsException([NotEncrypted(name)]) : config.GetSecret(name),
        Registries = SecretMap.Keys(config.Get(ConfigKeys.RegistryCredentials)),
        CertifiedEnvironments = SecretMap.Keys(config.Get(ConfigKeys.GatewayCertificates)),
    };

    // The engine names the keys that are encrypted in the stack's file, in a JSON list. Without the list, none is refused:
    // https://github.com/pulumi/pulumi-dotnet/blob/main/sdk/Pulumi/Deployment/Deployment.cs
    private static bool IsPlain(Config config, string name) =>
        config.Get(name) is not null
        && Environment.GetEnvironmentVariable("PULUMI_CONFIG_SECRET_KEYS") is { Length: > 0 } keys
        && JsonSerializer.Deserialize<string[]>(keys)?.Contains($"{ConfigKeys.Project}:{name}") == false;

    private static SettingProblem NotEncrypted(string name) => new(
        $"{ConfigKeys.Project}:{name}",
        $"is not encrypted; replace the secret, which others may have read, and run: "
        + (ConfigKeys.Secrets.Contains(name)
            ? SecretSetting.Named(name).Command
            : $"pulumi config set --secret {ConfigKeys.Project}:{name}"));

    // A preview knows the value, so that a key that can never sign in is refused before anything changes.
    private static Output<string>? PrivateKey(Config config, string name) => config.GetSecret(name)?.Apply(text =>
        SecretPlaceholders.IsPlaceholder(text) || Components.OnPrem.Ssh.SshPrivateKey.Problem(text) is not { } problem
            ? text
            : throw new RunException(
                $"{ConfigKeys.Project}:{name} {problem}; run: {SecretSetting.Named(name).Command.Split(" <")[0]} < FILE"));
}

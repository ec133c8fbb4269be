namespace K8tre.Stacks.Settings.Reading;

/// <summary>Configuration keys of a stack in the project's namespace, and paths of settings in <c>k8tre:platform</c>.</summary>
/// <remarks>The command <c>k8tre</c> (automation/) compiles this file too: use the base class library only.</remarks>
internal static class ConfigKeys
{
    public const string Project = "k8tre";

    public const string Platform = "platform";

    public const string PlatformPath = $"{Project}:{Platform}";

    public const string ManagementPath = $"{PlatformPath}.management";

    public const string EnvironmentsPath = $"{PlatformPath}.environments";

    public const string SshPrivateKey = "sshPrivateKey";

    public const string SshPrivateKeyPath = $"{Project}:{SshPrivateKey}";

    public const string SudoPassword = "sudoPassword";

    public const string SudoPasswordPath = $"{Project}:{SudoPassword}";

    public const string K3sToken = "k3sToken";

    public const string K3sTokenPath = $"{Project}:{K3sToken}";

    public const string RegistryCredentials = "registryCredentials";

    public const string RegistryCredentialsPath = $"{Project}:{RegistryCredentials}";

    public const string GatewayCertificates = "gatewayCertificates";

    public const string GitToken = "gitToken";

    public const string GitPrivateKey = "gitPrivateKey";

    public const string ArgoCdClientSecret = "argoCdClientSecret";

    public const string SnapshotAccessKey = "snapshotAccessKey";

    public const string SnapshotAccessKeyPath = $"{Project}:{SnapshotAccessKey}";

    public const string SnapshotSecretKey = "snapshotSecretKey";

    public const string SnapshotSecretKeyPath = $"{Project}:{SnapshotSecretKey}";

    public const string KmsEnvironment = "kmsEnvironment";

    public const string KmsCredentials = "kmsCredentials";

    /// <summary>Keys of the secrets that every stack may have.</summary>
    public static readonly IReadOnlyList<string> Secrets =
    [
        SshPrivateKey, SudoPassword, K3sToken, RegistryCredentials, SnapshotAccessKey, SnapshotSecretKey, KmsEnvironment,
        KmsCredentials, GitToken, GitPrivateKey, ArgoCdClientSecret, GatewayCertificates,
    ];
}

namespace K8tre.Stacks.Settings.Reading;

/// <summary>Secret in the stack's configuration.</summary>
/// <param name="Name">Key, without the project's namespace.</param>
/// <param name="Description">Description of the value.</param>
/// <param name="RequiredIf">Condition under which it is required, for the reference.</param>
internal sealed record SecretSetting(string Name, string Description, string RequiredIf)
{
    /// <summary>All secrets, in the order of the reference.</summary>
    public static IReadOnlyList<SecretSetting> All { get; } =
    [
        new(ConfigKeys.SshPrivateKey, "Private key for the hosts, OpenSSH or PEM", "Required if `ssh.authentication` is `privateKey`")
        {
            Arguments = "k8tre:sshPrivateKey < your-private-key",
        },
        new(ConfigKeys.SudoPassword, "Password that sudo asks for on the hosts", "Required if `ssh.sudoAsksPassword` is true"),
        new(
            ConfigKeys.K3sToken,
            "Password with which K3s servers join",
            "Required for a cluster that uses the data or a snapshot of an earlier cluster. Default: a random password"),
        new(
            ConfigKeys.RegistryCredentials,
            "User name and password of each image registry",
            "Required if `registries.signIn` is true or `registryAccounts` is not empty")
        {
            Arguments = "--path 'k8tre:registryCredentials[\"ghcr.io\"].password'",
            SecondCommand = ", and the same without --secret for .username",
        },
        new(ConfigKeys.SnapshotAccessKey, "Access key of the bucket for snapshots", "Required if `snapshots.s3` is set"),
        new(ConfigKeys.SnapshotSecretKey, "Secret key of the bucket for snapshots", "Required if `snapshots.s3` is set"),
        new(
            ConfigKeys.KmsEnvironment,
            "Environment of the plugin for a KMS, lines of the form NAME=value",
            "For `secretsEncryption.kms`. Default: empty")
        {
            Arguments = "k8tre:kmsEnvironment < your-file",
        },
        new(
            ConfigKeys.KmsCredentials,
            "Content of the file that `{credentials}` names in the arguments of the plugin for a KMS",
            "For `secretsEncryption.kms`. Default: there is no such file")
        {
            Arguments = "k8tre:kmsCredentials < your-file",
        },
        new(ConfigKeys.GitToken, "Access token for the Git repository", "Required if `gitOps.credential` is `httpsToken`"),
        new(
            ConfigKeys.GitPrivateKey,
            "Private key for the Git repository: of a deploy key or of a GitHub App",
            "Required if `gitOps.credential` is `sshKey` or `gitHubApp`")
        {
            Arguments = "k8tre:gitPrivateKey < your-private-key",
        },
        new(
            ConfigKeys.ArgoCdClientSecret,
            "Client secret of Argo CD at the identity provider",
            "Required if `argoCd.sso` is set and `isPublicClient` is not"),
        new(
            ConfigKeys.GatewayCertificates,
            "Certificate and key of each environment's public gateway: PFX without a password, in base64",
            "Required if `aks.publicGateway` is true")
        {
            Arguments = "--path 'k8tre:gatewayCertificates.prd'",
        },
    ];

    /// <summary>Key, as the operator types it.</summary>
    public string Path => $"{ConfigKeys.Project}:{Name}";

    /// <summary>Arguments of the command that sets it. Default: its key.</summary>
    public string Arguments { get => field ?? Path; init; }

    /// <summary>End of the sentence about the command, for a secret with a second value. Default: it has one value.</summary>
    public string SecondCommand { get; init; } = "";

    /// <summary>Command that sets it.</summary>
    public string Command => $"pulumi config set --secret {Arguments}";

    /// <summary>Returns the problem that it is not set.</summary>
    /// <param name="setting">The setting that requires it, and its value.</param>
    public SettingProblem MissingFor(string setting) => new(Path, $"is not set, and {setting}; run: {Command}{SecondCommand}");

    /// <summary>Returns the problem that one of its values is not set.</summary>
    /// <param name="part">Path of the value below the secret.</param>
    /// <param name="setting">The setting that requires it, and its value.</param>
    public SettingProblem MissingPartFor(string part, string setting) => new(
        $"{Path}{part}", $"is not set, and {setting}; run: pulumi config set --secret --path '{Path}{part}'");

    /// <summary>Returns the secret with a name.</summary>
    public static SecretSetting Named(string name) => All.Single(secret => secret.Name == name);
}

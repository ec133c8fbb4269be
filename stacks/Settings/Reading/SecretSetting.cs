namespace K8tre.Stacks.Settings.Reading;

/// <summary>A secret of the stack's configuration, below the project's namespace.</summary>
/// <param name="Name">Key, without the namespace.</param>
/// <param name="Holds">What it holds.</param>
/// <param name="NeededWhere">The settings that need it.</param>
internal sealed record SecretSetting(string Name, string Holds, string NeededWhere)
{
    /// <summary>All of them, in the order of the reference.</summary>
    public static IReadOnlyList<SecretSetting> All { get; } =
    [
        new(ConfigKeys.SshPrivateKey, "Private key for the hosts", "`ssh.authentication` is `privateKey`"),
        new(ConfigKeys.SudoPassword, "Password that sudo asks for on the hosts", "`ssh.sudoAsksPassword` is true"),
        new(ConfigKeys.K3sToken, "Password by which K3s servers join; a random one where it is not set", "a cluster is to go on with an earlier one's data or snapshot"),
        new(ConfigKeys.RegistryCredentials, "User name and password of each image registry, set by path: `--path 'k8tre:registryCredentials[\"ghcr.io\"].password'`, and `.username` without `--secret`", "`registries.signIn` is true"),
        new(ConfigKeys.SnapshotAccessKey, "Access key of the snapshots' bucket", "`snapshots.s3` is set"),
        new(ConfigKeys.SnapshotSecretKey, "Secret key of the snapshots' bucket", "`snapshots.s3` is set"),
        new("gitToken", "Access token for the Git repository", "`gitOps.credential` is `httpsToken`"),
        new("gitPrivateKey", "Private key for the Git repository, of a deploy key or of a GitHub App", "`gitOps.credential` is `sshKey` or `gitHubApp`")
        {
            Arguments = "k8tre:gitPrivateKey < your-private-key",
        },
        new("argoCdClientSecret", "Secret under which the identity provider knows Argo CD", "`argoCd.sso` is set and `isPublicClient` is not"),
        new(ConfigKeys.GatewayCertificates, "Certificate and key of each environment's public gateway, PFX without a password in base64, set by path: `--path 'k8tre:gatewayCertificates.prd'`", "`azure.publicGateway` is true"),
    ];

    /// <summary>Key, as the operator types it.</summary>
    public string Path => $"{ConfigKeys.Project}:{Name}";

    /// <summary>Arguments of the command that sets it. Default: its key.</summary>
    public string Arguments { get => field ?? Path; init; }

    /// <summary>What to write where it is needed and missing.</summary>
    public SettingProblem MissingFor(string setting) =>
        new(Path, $"is not set, and {setting}; run: pulumi config set --secret {Arguments}");

    /// <summary>The secret of a name.</summary>
    public static SecretSetting Named(string name) => All.Single(secret => secret.Name == name);
}

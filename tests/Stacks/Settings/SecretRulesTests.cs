using K8tre.Stacks.Settings;

namespace K8tre.Tests.Stacks.Settings;

public sealed class SecretRulesTests
{
    private const string K3s = "environments[0].k3s";

    private static readonly Output<string> Value = Output.CreateSecret("canary");

    private static SettingsDocument WithEverySecret => new SettingsDocument()
        .With("ssh", """{ "authentication": "privateKey", "sudoAsksPassword": true }""")
        .With($"{K3s}.registries", """{ "signIn": true }""")
        .With($"{K3s}.snapshots", """{ "s3": { "endpoint": "s3.example.org", "bucket": "snapshots" } }""");

    [Fact]
    public void Every_secret_that_is_missing_is_answered_with_the_command_that_sets_it() => Assert.Equal(
        [
            "k8tre:sshPrivateKey is not set, and k8tre:platform.ssh.authentication is privateKey; run: pulumi config set --secret "
            + "k8tre:sshPrivateKey < your-private-key",
            "k8tre:sudoPassword is not set, and k8tre:platform.ssh.sudoAsksPassword is true; run: pulumi config set --secret "
            + "k8tre:sudoPassword",
            "k8tre:registryCredentials is not set, and k8tre:platform.environments[0].k3s.registries.signIn is true; run: pulumi config "
            + "set --secret --path 'k8tre:registryCredentials[\"ghcr.io\"].password', and the same without --secret for .username",
            "k8tre:snapshotAccessKey is not set, and k8tre:platform.environments[0].k3s.snapshots.s3 is set; run: pulumi config set "
            + "--secret k8tre:snapshotAccessKey",
            "k8tre:snapshotSecretKey is not set, and k8tre:platform.environments[0].k3s.snapshots.s3 is set; run: pulumi config set "
            + "--secret k8tre:snapshotSecretKey",
        ],
        WithEverySecret.Problems());

    [Fact]
    public void Secrets_that_are_set_are_enough() => Assert.Empty(WithEverySecret.Problems(new()
    {
        SshPrivateKey = Value,
        SudoPassword = Value,
        RegistryCredentials = Value,
        SnapshotAccessKey = Value,
        SnapshotSecretKey = Value,
    }));

    [Fact]
    public void No_secret_is_needed_by_itself() => Assert.Empty(new SettingsDocument().Problems(new PlatformSecrets()));
}

using K8tre.Components;
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
    public void A_plugin_that_names_its_credentials_needs_them()
    {
        var settings = new SettingsDocument().With(
            $"{K3s}.secretsEncryption",
            $$"""{ "kms": { "path": "/opt/plugin", "sha256": "{{new string('a', 64)}}", "arguments": ["--key={credentials}"] } }""");

        Assert.Equal(
            [
                "k8tre:kmsCredentials is not set, and k8tre:platform.environments[0].k3s.secretsEncryption.kms.arguments contain "
                + "{credentials}; run: pulumi config set --secret k8tre:kmsCredentials < your-file",
            ],
            settings.Problems());
        Assert.Empty(settings.Problems(new() { KmsCredentials = Value }));
    }

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
    public void A_cloud_with_accounts_at_registries_needs_their_credentials() => Assert.Equal(
        [
            "k8tre:registryCredentials is not set, and k8tre:platform.aws.registryAccounts is not empty; run: pulumi config set --secret "
            + "--path 'k8tre:registryCredentials[\"ghcr.io\"].password', and the same without --secret for .username",
        ],
        new SettingsDocument().OnAws().With("aws.registryAccounts", """["ghcr.io"]""").Problems(new PlatformSecrets()));

    [Theory]
    [InlineData("""["gcr.io"]""", "[0] is \"gcr.io\"; allowed are docker.io, ghcr.io")]
    [InlineData("""["ghcr.io", "ghcr.io"]""", "[1] is ghcr.io like k8tre:platform.aws.registryAccounts[0]; write each registry once")]
    public void A_registry_that_the_cloud_has_no_copies_of_is_refused(string accounts, string problem) => Assert.StartsWith(
        $"k8tre:platform.aws.registryAccounts{problem}",
        Assert.Single(new SettingsDocument().OnAws().With("aws.registryAccounts", accounts)
            .Problems(new() { RegistryCredentials = Value })));

    [Fact]
    public void Accounts_need_a_registry_of_the_platform() => Assert.Equal(
        [
            "k8tre:platform.aws.registryAccounts is set, and the platform has no registry of its own; remove it, or "
            + "k8tre:platform.aws.registry",
        ],
        new SettingsDocument().OnAws().With("aws.registry", "false").With("aws.registryAccounts", """["ghcr.io"]""")
            .Problems(new() { RegistryCredentials = Value }));

    [Fact]
    public async Task An_account_that_is_missing_is_named_and_no_other_is_shown()
    {
        var credentials = Output.CreateSecret("""{"ghcr.io":{"username":"robot","password":"canary"}}""");

        var error = await Assert.ThrowsAsync<RunException>(
            () => OutputUtilities.GetValueAsync(RegistryCredentials.At(credentials, "docker.io")));

        Assert.StartsWith("k8tre:registryCredentials has no user name and password for docker.io; run: ", error.Message);
        Assert.DoesNotContain("canary", error.ToString(), StringComparison.Ordinal);
        Assert.True(await Output.IsSecretAsync(RegistryCredentials.At(credentials, "ghcr.io")));
    }

    [Fact]
    public void No_secret_is_needed_by_itself() => Assert.Empty(new SettingsDocument().Problems(new PlatformSecrets()));
}

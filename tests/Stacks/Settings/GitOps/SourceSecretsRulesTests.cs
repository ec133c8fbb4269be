namespace K8tre.Tests.Stacks.Settings.GitOps;

public sealed class SourceSecretsRulesTests
{
    private const string Path = "k8tre:platform.environments[0].sourceSecrets";

    private static SettingsDocument With(string json) => new SettingsDocument().With("environments[0].sourceSecrets", json);

    [Fact]
    public void A_value_that_the_site_has_is_read_from_a_secret_of_its_own()
    {
        var settings = With("""{ "supplied": [{ "secret": "cr8tor-secret", "key": "mysql-rfam-public-password" }] }""").Load(
            new() { Supplied = key => key == "dev-cr8tor-secret-mysql-rfam-public-password" ? Output.CreateSecret("x") : null });

        Assert.Single(settings.Platform.Environments[0].SourceSecrets.Supplied);
    }

    [Fact]
    public void A_value_that_is_missing_is_answered_with_the_command_that_sets_it() => Assert.Equal(
        [
            $"k8tre:dev-gitea-secrets-admin-password is not set, and {Path}.supplied[0] says that you supply it; run: pulumi config set "
            + "--secret k8tre:dev-gitea-secrets-admin-password",
        ],
        With("""{ "supplied": [{ "secret": "gitea-secrets", "key": "admin-password" }] }""").Problems());

    [Fact]
    public void An_unknown_key_is_answered_with_those_there_are() => Assert.Equal(
        [$"{Path}.supplied[0].key is \"admin-pasword\"; allowed are admin-username, admin-password; write admin-password"],
        With("""{ "supplied": [{ "secret": "gitea-secrets", "key": "admin-pasword" }] }""").Problems());

    [Fact]
    public void An_unknown_secret_is_answered_with_the_nearest()
    {
        var problem = Assert.Single(With("""{ "rotations": [{ "secret": "gitea-secret", "generation": "2" }] }""").Problems());

        Assert.StartsWith(
            $"{Path}.rotations[0].secret is \"gitea-secret\"; allowed are keycloak-db-secret, ", problem, StringComparison.Ordinal);
        Assert.EndsWith("; write gitea-secrets", problem, StringComparison.Ordinal);
    }

    [Fact]
    public void The_key_of_encrypted_volumes_cannot_change() => Assert.Equal(
        [
            $"{Path}.rotations[0].secret is longhorn-crypto, the key of encrypted volumes; volumes that exist could never be opened with "
            + "another key: remove it",
        ],
        With("""{ "rotations": [{ "secret": "longhorn-crypto", "generation": "2" }] }""").Problems());

    [Fact]
    public void The_key_of_encrypted_volumes_can_be_supplied_where_volumes_are_encrypted()
    {
        var settings = With("""{ "supplied": [{ "secret": "longhorn-crypto", "key": "CRYPTO_KEY_VALUE" }] }""");

        Assert.Contains("supplied[0].secret is \"longhorn-crypto\"", Assert.Single(settings.Problems()), StringComparison.Ordinal);
        Assert.Contains(
            "k8tre:dev-longhorn-crypto-CRYPTO_KEY_VALUE is not set",
            Assert.Single(settings.With("environments[0].k3s.encryptVolumes", "true").Problems()),
            StringComparison.Ordinal);
    }

    [Fact]
    public void A_rotation_is_written_once() => Assert.Equal(
        [$"{Path}.rotations[1].secret is gitea-secrets again; write it once, with its newest generation"],
        With(
            """{ "rotations": [{ "secret": "gitea-secrets", "generation": "2" },"""
            + """ { "secret": "gitea-secrets", "generation": "3" }] }""").Problems());
}

using K8tre.Automation.Planning;

namespace K8tre.Tests.Automation.Planning;

public sealed class MissingSecretsTests
{
    [Fact]
    public void Missing_secrets_are_counted_and_listed_with_the_commands_that_set_them()
    {
        var missing = new MissingSecrets("prod");
        missing.Add("k8tre:sshPrivateKey is not set, X is y; run: pulumi config set --secret k8tre:sshPrivateKey < your-private-key");
        missing.Add("k8tre:r is not set; run: pulumi config set --secret --path 'k8tre:r[\"ghcr.io\"].password', and the same without it");
        missing.Add(MissingSecrets.NotEncrypted("k8tre:sudoPassword"));
        missing.Add(MissingSecrets.NotEncrypted("k8tre:object.hosts[0].password"));

        const string NoCiphertext = "is `secure`, but its text is no ciphertext, and Pulumi rejects it; run: pulumi config set --secret";
        Assert.Equal(
            $"""
            4 secrets have no value. The plan contains placeholders; a deployment needs the values:
              k8tre:sshPrivateKey is not set, X is y; run: pulumi config set --secret k8tre:sshPrivateKey --stack prod < your-private-key
              k8tre:r is not set; run: pulumi config set --secret --path 'k8tre:r["ghcr.io"].password' --stack prod, and the same without it
              k8tre:sudoPassword {NoCiphertext} k8tre:sudoPassword --stack prod
              k8tre:object.hosts[0].password {NoCiphertext} --path 'k8tre:object.hosts[0].password' --stack prod

            """,
            Written(missing));
    }

    [Fact]
    public void Nothing_is_written_if_no_secret_is_missing() => Assert.Equal("", Written(new("prod")));

    private static string Written(MissingSecrets missing)
    {
        using var text = new StringWriter();
        missing.Write(text);
        return text.ToString();
    }
}

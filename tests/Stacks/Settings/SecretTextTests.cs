extern alias command;

using command::K8tre.Stacks.Settings.Reading;

namespace K8tre.Tests.Stacks.Settings;

/// <summary>Secrets in settings, which are not encrypted.</summary>
public sealed class SecretTextTests
{
    [Theory]
    [InlineData("gitOps.repoUrl", "ssh://user:CANARY@git.example.org/x")]
    [InlineData("gitOps.repoUrl", "https://user:CANARY@git.example.org/x.git")]
    [InlineData("gitOps.repoUrl", "https://CANARY@git.example.org/x.git")]
    [InlineData("gitOps.repoUrl", "user:CANARY@git.example.org:x.git")]
    [InlineData("gitOps.repoUrl", "https://git.example.org/x.git?private_token=CANARY")]
    [InlineData("gitOps.targetRevision", "ghp_CANARYCANARYCANARYCANARYCANARYCANARY")]
    [InlineData("name", "glpat-CANARYCANARYCANARYCANARY")]
    [InlineData("environments[0].region", "-----BEGIN OPENSSH PRIVATE KEY-----\\nCANARY\\n-----END OPENSSH PRIVATE KEY-----")]
    [InlineData("environments[0].k3s.takeSnapshot", "password=CANARYCANARY")]
    [InlineData("environments[0].k3s.servers[0].user", "a:CANARY@b")]
    public void A_setting_with_a_secret_is_refused_and_the_secret_not_repeated(string setting, string value)
    {
        var problem = Assert.Single(new SettingsDocument().With(setting, $"\"{value}\"").Problems());

        Assert.StartsWith($"k8tre:platform.{setting}", problem, StringComparison.Ordinal);
        Assert.DoesNotContain("CANARY", problem, StringComparison.Ordinal);
    }

    [Fact]
    public void A_list_with_a_secret_is_refused_and_the_secret_not_repeated()
    {
        var problems = new SettingsDocument().With(
            "environments[0].k3s.registries",
            """{ "mirrors": [{ "registry": "docker.io", "endpoints": ["https://robot:CANARY@mirror.example.org"] }] }""").Problems();

        Assert.DoesNotContain("CANARY", Assert.Single(problems), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("https://git.example.org/k8tre.git")]
    [InlineData("ssh://git@git.example.org/k8tre.git")]
    [InlineData("git@github.com:k8tre/k8tre.git")]
    [InlineData("ghcr.io/k8tre/runner:1@sha256:e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855")]
    [InlineData("arn:aws:iam::111122223333:role/aws-reserved/operators@example.org")]
    [InlineData("tre@example.org")]
    [InlineData("secret=yes")]
    [InlineData("ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIAnzJPCwrOeXzWX6s+mpBiOm23kjbpNaS7feQPs64dTX root@host")]
    public void An_ordinary_text_is_no_secret(string text) => Assert.Null(SecretText.Kind(text));

    [Fact]
    public void An_echo_is_bounded_printable_and_without_secrets()
    {
        var echo = EchoedText.Value($"\u001b[31m\u202e\ud800 https://user:CANARY@host/ {new string('a', 5000)}");

        Assert.StartsWith("\\u001b[31m\\u202e\\ud800 https://***@host/", echo, StringComparison.Ordinal);
        Assert.True(echo.Length < 300);
    }

    [Fact]
    public void An_unknown_key_is_not_answered_with_a_hidden_one()
    {
        var problem = Assert.Single(new SettingsDocument().With("secrets", """{ "sudoPassword": "CANARY" }""").Problems());

        Assert.DoesNotContain("write secrets", problem, StringComparison.Ordinal);
        Assert.DoesNotContain("CANARY", problem, StringComparison.Ordinal);
        Assert.DoesNotContain("secrets,", problem, StringComparison.Ordinal);
    }
}

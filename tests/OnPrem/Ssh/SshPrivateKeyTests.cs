using System.Diagnostics;
using System.Security.Cryptography;
using K8tre.Components.OnPrem.Ssh;

namespace K8tre.Tests.OnPrem.Ssh;

/// <summary>Tests of private keys that ssh-keygen and .NET write, and of texts that are mistaken for one.</summary>
public sealed class SshPrivateKeyTests
{
    [Theory, InlineData("ed25519"), InlineData("ecdsa"), InlineData("rsa")]
    public void A_key_of_ssh_keygen_is_accepted_without_a_passphrase_and_refused_with_one(string type)
    {
        Assert.Null(SshPrivateKey.Problem(Generate(type, "")));
        Assert.Null(SshPrivateKey.Problem(Generate(type, "").Replace("\n", "\r\n", StringComparison.Ordinal)));
        Assert.StartsWith("has a passphrase, ", SshPrivateKey.Problem(Generate(type, "secret")), StringComparison.Ordinal);
    }

    [Fact]
    public void A_key_in_pem_is_accepted_without_a_passphrase_and_refused_with_one()
    {
        using var rsa = RSA.Create(2048);
        using var curve = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var parameters = new PbeParameters(PbeEncryptionAlgorithm.Aes256Cbc, HashAlgorithmName.SHA256, 1000);

        Assert.Null(SshPrivateKey.Problem(rsa.ExportRSAPrivateKeyPem()));
        Assert.Null(SshPrivateKey.Problem(rsa.ExportPkcs8PrivateKeyPem()));
        Assert.Null(SshPrivateKey.Problem(curve.ExportECPrivateKeyPem()));
        Assert.StartsWith(
            "has a passphrase, ", SshPrivateKey.Problem(rsa.ExportEncryptedPkcs8PrivateKeyPem("a", parameters)), StringComparison.Ordinal);
        Assert.StartsWith(
            "has a passphrase, ",
            SshPrivateKey.Problem(Generate("rsa", "secret", "-m", "PEM")),
            StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("", "is empty")]
    [InlineData("ssh-ed25519 AAAAC3Nza canary", "is a public key")]
    [InlineData("ecdsa-sha2-nistp256 AAAA canary", "is a public key")]
    [InlineData("-----BEGIN PUBLIC KEY-----\ncanary\n-----END PUBLIC KEY-----", "is a public key")]
    [InlineData("---- BEGIN SSH2 PUBLIC KEY ----\ncanary", "is a public key")]
    [InlineData("/home/canary/.ssh/id_ed25519", "is a path")]
    [InlineData("~/.ssh/canary", "is a path")]
    [InlineData("id_ed25519", "is a path")]
    [InlineData("canary.pem", "is a path")]
    [InlineData("canary", "is no private key")]
    [InlineData("PuTTY-User-Key-File-3: ssh-ed25519\ncanary", "is a key of PuTTY")]
    [InlineData("-----BEGIN OPENSSH PRIVATE KEY-----\ncanary", "is damaged: its first or last line")]
    [InlineData("-----BEGIN OPENSSH PRIVATE KEY-----\ncanary\n-----END OPENSSH PRIVATE KEY-----", "is damaged: its lines")]
    [InlineData("-----BEGIN PRIVATE KEY-----\n\n-----END PRIVATE KEY-----", "is damaged: its lines")]
    [InlineData("-----BEGIN DSA PRIVATE KEY-----\ncanary\n-----END DSA PRIVATE KEY-----", "has the format DSA PRIVATE KEY")]
    public void Another_text_is_refused_and_not_shown(string text, string reason)
    {
        var problem = SshPrivateKey.Problem(text);

        Assert.StartsWith(reason, problem, StringComparison.Ordinal);
        Assert.DoesNotContain("canary", problem, StringComparison.Ordinal);
    }

    [Fact]
    public void The_key_of_a_security_token_is_refused()
    {
        byte[] blob = [.. Text("sk-ssh-ed25519@openssh.com"), .. Text("ssh:")];
        byte[] key =
            [.. "openssh-key-v1\0"u8, .. Text("none"), .. Text("none"), .. Text(""), 0, 0, 0, 1, .. Field(blob), .. Text("private")];

        Assert.StartsWith(
            "is the key of a security token",
            SshPrivateKey.Problem(
                $"-----BEGIN OPENSSH PRIVATE KEY-----\n{Convert.ToBase64String(key)}\n-----END OPENSSH PRIVATE KEY-----\n"),
            StringComparison.Ordinal);
    }

    private static byte[] Text(string text) => Field(System.Text.Encoding.ASCII.GetBytes(text));

    private static byte[] Field(byte[] bytes) => [0, 0, 0, (byte)bytes.Length, .. bytes];

    private static string Generate(string type, string passphrase, params string[] more)
    {
        var folder = Directory.CreateTempSubdirectory("k8tre-key-");
        try
        {
            var file = Path.Combine(folder.FullName, "key");
            using var process = Process.Start(new ProcessStartInfo(
                "ssh-keygen", ["-q", "-t", type, "-N", passphrase, "-C", "", "-f", file, .. more]))!;
            process.WaitForExit();
            return File.ReadAllText(file);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }
}

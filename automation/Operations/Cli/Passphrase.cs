using System.Security.Cryptography;
using System.Text;

namespace K8tre.Automation.Operations.Cli;

/// <summary>Checks the passphrase of a stack whose secrets it encrypts.</summary>
/// <remarks>
/// <c>encryptionsalt</c> of the stack file contains a salt and a known text. The key that PBKDF2 derives from the passphrase encrypts it:
/// https://github.com/pulumi/pulumi/blob/master/pkg/secrets/passphrase/manager.go
/// </remarks>
internal static class Passphrase
{
    private const string Variable = "PULUMI_CONFIG_PASSPHRASE";
    private const string FileVariable = "PULUMI_CONFIG_PASSPHRASE_FILE";
    private const string KnownText = "pulumi";
    private const int Iterations = 1_000_000;
    private const int KeyBytes = 32;
    private const int TagBytes = 16;

    /// <summary>Describes what is wrong with the passphrase. Null if it is right, or cannot be checked.</summary>
    /// <param name="encryptionSalt">Value of <c>encryptionsalt</c>.</param>
    public static string? Problem(string encryptionSalt)
    {
        var phrase = Environment.GetEnvironmentVariable(Variable);
        if (phrase is null && Environment.GetEnvironmentVariable(FileVariable) is { Length: > 0 } file)
        {
            if (!File.Exists(file))
                return $"{FileVariable} is '{file}', which does not exist; name the file that contains the passphrase of the stack";
            phrase = File.ReadAllText(file).Trim();
        }

        return phrase is null
            ? $"the secrets of the stack need a passphrase; set {Variable}, or name a file with {FileVariable}"
            : IsRight(phrase, encryptionSalt) is false
                ? $"the passphrase in {Variable} or {FileVariable} is not the one of the stack; "
                    + "set the passphrase that the stack was created with"
                : null;
    }

    /// <summary>True if the passphrase is right, null if the salt has another format.</summary>
    public static bool? IsRight(string passphrase, string encryptionSalt)
    {
        try
        {
            if (encryptionSalt.Split(':') is not ["v1", var salt, "v1", var nonce, var sealedText])
                return null;
            var key = Rfc2898DeriveBytes.Pbkdf2(
                Encoding.UTF8.GetBytes(passphrase), Convert.FromBase64String(salt), Iterations, HashAlgorithmName.SHA256, KeyBytes);
            var content = Convert.FromBase64String(sealedText);
            var text = new byte[content.Length - TagBytes];
            using var cipher = new AesGcm(key, TagBytes);
            cipher.Decrypt(Convert.FromBase64String(nonce), content.AsSpan(..^TagBytes), content.AsSpan(^TagBytes..), text);
            return Encoding.UTF8.GetString(text) == KnownText;
        }
        catch (AuthenticationTagMismatchException)
        {
            return false;
        }
        catch (Exception error) when (error is FormatException or ArgumentException or OverflowException)
        {
            return null;
        }
    }
}

namespace K8tre.Automation.Projects;

/// <summary>The texts that the Pulumi CLI writes as <c>secure</c> values.</summary>
/// <remarks>
/// A passphrase or a key of a cloud provider gives <c>v1:nonce:ciphertext</c>, both in base64. Pulumi Cloud gives base64. Source:
/// https://github.com/pulumi/pulumi/blob/master/sdk/go/common/resource/config/crypt.go
/// </remarks>
internal static class Ciphertext
{
    // The authentication tag alone has 16 bytes.
    private const int MinimumBytes = 16;

    /// <summary>Returns true if a text has the form of a ciphertext.</summary>
    public static bool IsValid(string text) => text.Split(':') switch
    {
        ["v1", var nonce, var ciphertext] => Bytes(nonce) > 0 && Bytes(ciphertext) >= MinimumBytes,
        [var ciphertext] => Bytes(ciphertext) >= MinimumBytes,
        _ => false,
    };

    // 0 for a text that is not base64.
    private static int Bytes(string base64)
        => Convert.TryFromBase64String(base64, new byte[base64.Length], out var count) ? count : 0;
}

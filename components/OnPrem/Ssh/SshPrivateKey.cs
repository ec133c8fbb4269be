using System.Buffers.Binary;
using System.Text;

namespace K8tre.Components.OnPrem.Ssh;

/// <summary>Check of a private key's text, before it fails at the first connection. No message contains a part of it.</summary>
/// <remarks>Formats: https://pkg.go.dev/golang.org/x/crypto/ssh#ParseRawPrivateKey, which the command provider calls.</remarks>
public static class SshPrivateKey
{
    private const string Begin = "-----BEGIN ", End = "-----";

    // https://github.com/openssh/openssh-portable/blob/master/PROTOCOL.key
    private static readonly byte[] Magic = [.. "openssh-key-v1\0"u8];

    private static readonly string[] PlainFormats = ["RSA PRIVATE KEY", "EC PRIVATE KEY", "PRIVATE KEY"];

    /// <summary>Returns the reason why a text is no usable private key, and what to do. Null: it is usable.</summary>
    /// <param name="text">Text of the key.</param>
    public static string? Problem(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var key = text.Trim();
        if (key.Length == 0)
            return "is empty; set the text of the key";
        if (IsPublic(key))
            return "is a public key; set the text of the private key, the file without .pub";
        if (key.StartsWith("PuTTY-User-Key-File", StringComparison.Ordinal))
            return "is a key of PuTTY; convert it first: puttygen KEY -O private-openssh -o NEWKEY";
        if (!key.StartsWith(Begin, StringComparison.Ordinal))
        {
            return key.Contains('\n', StringComparison.Ordinal) || !IsPath(key)
                ? "is no private key; set the text of the key, which starts with -----BEGIN"
                : "is a path; set the text of the file, not its path";
        }
        var end = key.IndexOf(End, Begin.Length, StringComparison.Ordinal);
        var kind = end < 0 ? "" : key[Begin.Length..end];
        if (kind.Length == 0 || !key.EndsWith($"-----END {kind}-----", StringComparison.Ordinal))
            return "is damaged: its first or last line is missing; set the whole text of the file";
        return kind == "OPENSSH PRIVATE KEY" ? OpenSshProblem(Body(key))
            : kind == "ENCRYPTED PRIVATE KEY" || key.Contains("Proc-Type: 4,ENCRYPTED", StringComparison.Ordinal) ? HasPassphrase
            : !PlainFormats.Contains(kind) ? $"has the format {kind}, which cannot sign in; create a key: ssh-keygen -t ed25519"
            : TryDecode(Body(key)) is null ? IsDamaged
            : null;
    }

    private const string HasPassphrase =
        "has a passphrase, and nobody is asked for it during a deployment; set a key without one (ssh-keygen -p -N '' -f COPY), or load "
        + "the key into an SSH agent";

    private const string IsDamaged = "is damaged: its lines are no base64; set the whole text of the file";

    private static bool IsPublic(string key) =>
        key.StartsWith("ssh-", StringComparison.Ordinal)
        || key.StartsWith("ecdsa-sha2-", StringComparison.Ordinal)
        || key.StartsWith("sk-", StringComparison.Ordinal)
        || key.Split('\n')[0].Contains("PUBLIC KEY", StringComparison.Ordinal);

    private static bool IsPath(string key) =>
        key.AsSpan().ContainsAny('/', '\\', '~') || key.StartsWith("id_", StringComparison.Ordinal)
        || key.EndsWith(".pem", StringComparison.Ordinal) || key.EndsWith(".key", StringComparison.Ordinal);

    private static string Body(string key) =>
        string.Concat(key.Split('\n')[1..^1].Select(line => line.Trim()).Where(line => !line.Contains(':', StringComparison.Ordinal)));

    private static byte[]? TryDecode(string base64)
    {
        var bytes = new byte[base64.Length];
        return base64.Length > 0 && Convert.TryFromBase64String(base64, bytes, out var length) ? bytes[..length] : null;
    }

    // After the magic: cipher, name and options of the key derivation, the number of keys, and the public key.
    private static string? OpenSshProblem(string body)
    {
        if (TryDecode(body) is not { } bytes || !bytes.AsSpan().StartsWith(Magic))
            return IsDamaged;
        var rest = bytes.AsSpan(Magic.Length);
        if (!TryRead(ref rest, out var cipher) || !TryRead(ref rest, out _) || !TryRead(ref rest, out _) || rest.Length < 4)
            return IsDamaged;
        if (cipher != "none")
            return HasPassphrase;
        rest = rest[4..];
        if (!TryRead(ref rest, out _, out var blob) || !TryRead(ref blob, out var algorithm) || !TryRead(ref rest, out _))
            return IsDamaged;
        return algorithm.StartsWith("sk-", StringComparison.Ordinal)
            ? "is the key of a security token, which a person must touch; use an SSH agent, or a key of another kind"
            : null;
    }

    private static bool TryRead(ref Span<byte> from, out string text) => TryRead(ref from, out text, out _);

    private static bool TryRead(ref Span<byte> from, out string text, out Span<byte> bytes)
    {
        text = "";
        bytes = default;
        if (from.Length < 4 || BinaryPrimitives.ReadInt32BigEndian(from) is var length && (length < 0 || length > from.Length - 4))
            return false;
        bytes = from[4..(4 + length)];
        text = Encoding.ASCII.GetString(bytes);
        from = from[(4 + length)..];
        return true;
    }
}

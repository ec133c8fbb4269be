using System.Buffers.Binary;
using System.Diagnostics.CodeAnalysis;
using System.Text;

namespace K8tre.Components.OnPrem.Ssh;

/// <summary>Public key of a host in the form of <c>/etc/ssh/ssh_host_*_key.pub</c>, without a comment.</summary>
public sealed record SshHostKey : IParsable<SshHostKey>
{
    private static readonly string[] Algorithms =
        ["ssh-ed25519", "ecdsa-sha2-nistp256", "ecdsa-sha2-nistp384", "ecdsa-sha2-nistp521"];

    private readonly string _key;

    private SshHostKey(string key) => _key = key;

    /// <summary>Reads <c>algorithm base64 [comment]</c>.</summary>
    /// <exception cref="FormatException">The text has another form. The message names the wrong part and the allowed values.</exception>
    public static SshHostKey Parse(string s, IFormatProvider? provider = null)
    {
        ArgumentNullException.ThrowIfNull(s);
        var parts = s.Split(' ', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        // The command provider offers the algorithm with the key's name, which signs with SHA-1, and no supported SSH server accepts it:
        // https://www.openssh.com/txt/release-8.8
        if (parts is ["ssh-rsa", ..])
        {
            throw new FormatException(
                "an ssh-rsa key can't be pinned: servers have refused its SHA-1 signatures since OpenSSH 8.8; "
                + "write the host's /etc/ssh/ssh_host_ed25519_key.pub");
        }
        if (parts.Length < 2 || !Algorithms.Contains(parts[0]))
        {
            throw new FormatException(
                $"write '<algorithm> <base64>' with an algorithm of {string.Join(", ", Algorithms)}; "
                + "take it from the host's /etc/ssh/ssh_host_ed25519_key.pub");
        }
        if (AlgorithmInside(parts[1]) != parts[0])
            throw new FormatException($"the base64 part is no {parts[0]} key; copy the whole line of the host's .pub file");
        return new SshHostKey($"{parts[0]} {parts[1]}");
    }

    /// <inheritdoc/>
    public static bool TryParse([NotNullWhen(true)] string? s, IFormatProvider? provider, [MaybeNullWhen(false)] out SshHostKey result)
    {
        try
        {
            result = s is null ? null : Parse(s, provider);
        }
        catch (FormatException)
        {
            result = null;
        }
        return result is not null;
    }

    /// <summary>Returns <c>algorithm base64</c>, the form that <c>known_hosts</c> and the command provider read.</summary>
    public override string ToString() => _key;

    // RFC 4253, 6.6: the blob starts with the length and the name of its algorithm.
    private static string? AlgorithmInside(string base64)
    {
        var blob = new byte[base64.Length];
        if (!Convert.TryFromBase64String(base64, blob, out var length) || length < 4)
            return null;
        var name = BinaryPrimitives.ReadInt32BigEndian(blob);
        return name > 0 && name <= length - 4 ? Encoding.ASCII.GetString(blob, 4, name) : null;
    }
}

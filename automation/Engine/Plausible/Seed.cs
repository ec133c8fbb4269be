using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace K8tre.Automation.Engine.Plausible;

/// <summary>Made-up values that depend on a URN only: the same plan gets the same ones, with neither clock nor randomness.</summary>
internal sealed class Seed(string urn)
{
    private const string LowerCaseAndDigits = "abcdefghijklmnopqrstuvwxyz0123456789";

    /// <summary>Bytes for one purpose.</summary>
    public byte[] Bytes(string purpose, int count)
    {
        var key = Encoding.UTF8.GetBytes($"{urn}\n{purpose}\n");
        var bytes = new byte[count];
        Span<byte> block = stackalloc byte[SHA256.HashSizeInBytes];
        Span<byte> number = stackalloc byte[sizeof(int)];
        for (var offset = 0; offset < count; offset += block.Length)
        {
            BinaryPrimitives.WriteInt32BigEndian(number, offset);
            SHA256.HashData([.. key, .. number], block);
            block[..Math.Min(block.Length, count - offset)].CopyTo(bytes.AsSpan(offset));
        }

        return bytes;
    }

    /// <summary>Lower-case hexadecimal digits for one purpose.</summary>
    public string Hex(string purpose, int digits) => Convert.ToHexStringLower(Bytes(purpose, (digits + 1) / 2))[..digits];

    /// <summary>Characters of an alphabet for one purpose. Default: lower-case letters and digits.</summary>
    public string Text(string purpose, int length, string alphabet = LowerCaseAndDigits)
        => string.Create(length, Bytes(purpose, length), (text, bytes) =>
        {
            for (var i = 0; i < text.Length; i++)
                text[i] = alphabet[bytes[i] % alphabet.Length];
        });

    /// <summary>A UUID for one purpose.</summary>
    public string Uuid(string purpose) => new Guid(Bytes(purpose, 16), bigEndian: true).ToString();
}

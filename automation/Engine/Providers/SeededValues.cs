using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace K8tre.Automation.Engine.Providers;

/// <summary>Values that depend on a seed only. Each plan of a program has the same ones.</summary>
/// <param name="seed">The seed. For a resource, its URN.</param>
internal sealed class SeededValues(string seed) : ISimulatedValues
{
    /// <inheritdoc/>
    public string PhysicalName(string name) => $"{name}-{Hex("name", 8)}";

    /// <inheritdoc/>
    public byte[] Bytes(string purpose, int count)
    {
        var key = Encoding.UTF8.GetBytes($"{seed}\n{purpose}\n");
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

    /// <inheritdoc/>
    public string Hex(string purpose, int digits) => Convert.ToHexStringLower(Bytes(purpose, (digits + 1) / 2))[..digits];

    /// <inheritdoc/>
    public string Text(string purpose, int length, string alphabet)
        => string.Create(length, Bytes(purpose, length), (text, bytes) =>
        {
            for (var i = 0; i < text.Length; i++)
                text[i] = alphabet[bytes[i] % alphabet.Length];
        });

    /// <inheritdoc/>
    public string Uuid(string purpose) => new Guid(Bytes(purpose, 16), bigEndian: true).ToString();
}

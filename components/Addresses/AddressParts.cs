using System.Buffers.Binary;
using System.Net;

namespace K8tre.Components.Addresses;

/// <summary>How a range is cut into equal parts.</summary>
public static class AddressParts
{
    /// <summary>One of the parts of a range.</summary>
    /// <param name="whole">The range, IPv4.</param>
    /// <param name="prefixLength">Length of the parts' prefix.</param>
    /// <param name="index">Which of them, counted from 0.</param>
    public static IPNetwork Part(this IPNetwork whole, int prefixLength, int index)
    {
        var bytes = whole.BaseAddress.GetAddressBytes();
        BinaryPrimitives.WriteUInt32BigEndian(bytes, BinaryPrimitives.ReadUInt32BigEndian(bytes) + ((uint)index << (32 - prefixLength)));
        return new(new IPAddress(bytes), prefixLength);
    }
}

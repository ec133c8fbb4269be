using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;

namespace K8tre.Components.Addresses;

/// <summary>Conversion of IPv4 and IPv6 addresses to numbers and back.</summary>
internal static class AddressNumber
{
    /// <summary>Returns the number of bits of an address: 32 or 128.</summary>
    public static int Bits(this IPAddress address) => address.AddressFamily == AddressFamily.InterNetwork ? 32 : 128;

    /// <summary>Returns an address as a number.</summary>
    public static UInt128 ToNumber(this IPAddress address)
    {
        var bytes = address.GetAddressBytes();
        return bytes.Length == sizeof(uint) ? BinaryPrimitives.ReadUInt32BigEndian(bytes) : BinaryPrimitives.ReadUInt128BigEndian(bytes);
    }

    /// <summary>Returns the address with a number, of the same family as <paramref name="address"/>.</summary>
    /// <exception cref="OverflowException">The family has no such address.</exception>
    public static IPAddress WithNumber(this IPAddress address, UInt128 number)
    {
        var bytes = address.GetAddressBytes();
        if (bytes.Length == sizeof(uint))
            BinaryPrimitives.WriteUInt32BigEndian(bytes, checked((uint)number));
        else
            BinaryPrimitives.WriteUInt128BigEndian(bytes, number);
        return new(bytes);
    }
}

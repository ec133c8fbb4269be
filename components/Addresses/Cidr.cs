using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;

namespace K8tre.Components.Addresses;

/// <summary>Questions about address ranges that <see cref="IPNetwork"/> leaves open.</summary>
public static class Cidr
{
    /// <summary>Whether the ranges share an address. Two ranges do only when one holds the other's first address.</summary>
    public static bool Overlap(IPNetwork one, IPNetwork other) => one.Contains(other.BaseAddress) || other.Contains(one.BaseAddress);

    /// <summary>Whether an IPv4 address is the one that an operator sees in <paramref name="text"/>: a number alone, or leading zeros, are one too.</summary>
    public static bool IsPlain(IPAddress address, string? text) => address.AddressFamily != AddressFamily.InterNetwork || address.ToString() == text;

    /// <summary>What to write instead of a text that is no range.</summary>
    public static string Mend(string text)
    {
        if (text.Split('/') is [var address, var length]
            && IPAddress.TryParse(address, out var ip) && ip.AddressFamily == AddressFamily.InterNetwork
            && int.TryParse(length, out var bits) && bits is >= 0 and <= 32)
            return $"the address has bits behind the /{bits}; write {Network(ip, bits)}";
        return "write an IPv4 range in CIDR form, like 10.42.0.0/16";
    }

    private static IPNetwork Network(IPAddress address, int bits)
    {
        var bytes = address.GetAddressBytes();
        var mask = bits == 0 ? 0 : uint.MaxValue << (32 - bits);
        BinaryPrimitives.WriteUInt32BigEndian(bytes, BinaryPrimitives.ReadUInt32BigEndian(bytes) & mask);
        return new(new IPAddress(bytes), bits);
    }
}

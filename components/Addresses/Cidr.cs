using System.Net;
using System.Net.Sockets;
using System.Numerics;

namespace K8tre.Components.Addresses;

/// <summary>Arithmetic of IPv4 and IPv6 ranges in CIDR form.</summary>
public static class Cidr
{
    /// <summary>Returns true if two ranges share an address.</summary>
    // Of two ranges that overlap, one contains the other.
    public static bool Overlap(IPNetwork one, IPNetwork other) => one.Contains(other.BaseAddress) || other.Contains(one.BaseAddress);

    /// <summary>Returns an address of a range.</summary>
    /// <param name="range">The range.</param>
    /// <param name="index">Index of the address, counted from 0.</param>
    /// <exception cref="ArgumentOutOfRangeException">The range has no such address.</exception>
    public static IPAddress Address(this IPNetwork range, int index) => range.Part(range.BaseAddress.Bits(), index).BaseAddress;

    /// <summary>Returns one of the equal parts of a range.</summary>
    /// <param name="whole">The range.</param>
    /// <param name="prefixLength">Prefix length of the parts.</param>
    /// <param name="index">Index of the part, counted from 0.</param>
    /// <exception cref="ArgumentOutOfRangeException">The range has no such part.</exception>
    public static IPNetwork Part(this IPNetwork whole, int prefixLength, int index)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(index);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(index, whole.PartCount(prefixLength));
        var first = whole.BaseAddress.ToNumber();
        return new(whole.BaseAddress.WithNumber(first + ((UInt128)index << (whole.BaseAddress.Bits() - prefixLength))), prefixLength);
    }

    /// <summary>Returns the number of equal parts of a range.</summary>
    /// <param name="whole">The range.</param>
    /// <param name="prefixLength">Prefix length of the parts.</param>
    /// <exception cref="ArgumentOutOfRangeException">The prefix is shorter than the range's own, or longer than an address.</exception>
    public static BigInteger PartCount(this IPNetwork whole, int prefixLength)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(prefixLength, whole.PrefixLength);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(prefixLength, whole.BaseAddress.Bits());
        return BigInteger.One << (prefixLength - whole.PrefixLength);
    }

    /// <summary>Returns true if an address is written in full. The parser also accepts numbers and leading zeros for IPv4.</summary>
    /// <param name="address">The address that was parsed.</param>
    /// <param name="text">The text that it was parsed from.</param>
    public static bool IsPlain(IPAddress address, string? text) =>
        address.AddressFamily != AddressFamily.InterNetwork || address.ToString() == text;

    /// <summary>Returns the correction of a text that is not an IPv4 range, for an error message.</summary>
    public static string Mend(string text)
    {
        if (text.Split('/') is [var address, var length]
            && IPAddress.TryParse(address, out var ip) && ip.AddressFamily == AddressFamily.InterNetwork
            && int.TryParse(length, out var prefixLength) && prefixLength is >= 0 and <= 32)
            return $"the address has bits after the /{prefixLength} prefix; write {RangeOf(ip, prefixLength)}";
        return "write an IPv4 range in CIDR form, like 10.42.0.0/16";
    }

    private static IPNetwork RangeOf(IPAddress address, int prefixLength)
    {
        var hostBits = address.Bits() - prefixLength;
        return new(address.WithNumber(address.ToNumber() >> hostBits << hostBits), prefixLength);
    }
}

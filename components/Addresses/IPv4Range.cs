using System.Diagnostics.CodeAnalysis;
using System.Net;
using System.Net.Sockets;

namespace K8tre.Components.Addresses;

/// <summary>Addresses from one to another, both included, written <c>192.0.2.240-192.0.2.250</c>: a label can't hold a CIDR's slash.</summary>
public sealed record IPv4Range : IParsable<IPv4Range>
{
    private IPv4Range(IPAddress first, IPAddress last) => (First, Last) = (first, last);

    /// <summary>Lowest address, IPv4.</summary>
    public IPAddress First { get; }

    /// <summary>Highest address, IPv4, not below <see cref="First"/>.</summary>
    public IPAddress Last { get; }

    /// <summary>Reads <c>first-last</c>.</summary>
    /// <exception cref="FormatException">Not of that shape, or the wrong way round; the message says what to write.</exception>
    public static IPv4Range Parse(string s, IFormatProvider? provider = null)
    {
        ArgumentNullException.ThrowIfNull(s);
        var ends = s.Split('-');
        if (ends is not [var low, var high] || !IsIPv4(low, out var first) || !IsIPv4(high, out var last))
            throw new FormatException("write the first and the last IPv4 address with a dash between, like 192.0.2.240-192.0.2.250");
        return Number(first) <= Number(last)
            ? new IPv4Range(first, last)
            : throw new FormatException($"the first address lies above the last; write {high}-{low}");
    }

    /// <inheritdoc/>
    public static bool TryParse([NotNullWhen(true)] string? s, IFormatProvider? provider, [MaybeNullWhen(false)] out IPv4Range result)
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

    /// <summary>Whether <paramref name="address"/> lies in the range.</summary>
    public bool Contains(IPAddress address) =>
        address is { AddressFamily: AddressFamily.InterNetwork }
        && Number(address) >= Number(First) && Number(address) <= Number(Last);

    /// <summary>Whether both ends lie in <paramref name="network"/>.</summary>
    public bool IsInside(IPNetwork network) => network.Contains(First) && network.Contains(Last);

    /// <summary>The first addresses of the range, at most <paramref name="count"/>.</summary>
    public IEnumerable<IPAddress> Take(int count)
    {
        var bytes = new byte[4];
        for (var number = (ulong)Number(First); number <= Number(Last) && count > 0; number++, count--)
        {
            System.Buffers.Binary.BinaryPrimitives.WriteUInt32BigEndian(bytes, (uint)number);
            yield return new(bytes);
        }
    }

    /// <summary>The form that a label and MetalLB read.</summary>
    public override string ToString() => $"{First}-{Last}";

    // IPAddress also takes 10 or 0x0a for an address; an operator who writes those made a slip.
    private static bool IsIPv4(string text, [NotNullWhen(true)] out IPAddress? address) =>
        IPAddress.TryParse(text, out address) && address.AddressFamily == AddressFamily.InterNetwork && address.ToString() == text;

    private static uint Number(IPAddress address) =>
        System.Buffers.Binary.BinaryPrimitives.ReadUInt32BigEndian(address.GetAddressBytes());
}

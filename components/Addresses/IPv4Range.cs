using System.Diagnostics.CodeAnalysis;
using System.Net;
using System.Net.Sockets;

namespace K8tre.Components.Addresses;

/// <summary>IPv4 addresses from one to another, both included, written as <c>192.0.2.240-192.0.2.250</c>.</summary>
/// <remarks>A label of Kubernetes cannot contain the slash of a CIDR range.</remarks>
public sealed record IPv4Range : IParsable<IPv4Range>
{
    private IPv4Range(IPAddress first, IPAddress last) => (First, Last) = (first, last);

    /// <summary>Lowest address.</summary>
    public IPAddress First { get; }

    /// <summary>Highest address, not below <see cref="First"/>.</summary>
    public IPAddress Last { get; }

    /// <summary>Parses <c>first-last</c>.</summary>
    /// <exception cref="FormatException">The text has another form, or the first address is above the last.</exception>
    public static IPv4Range Parse(string s, IFormatProvider? provider = null)
    {
        ArgumentNullException.ThrowIfNull(s);
        if (s.Split('-') is not [var low, var high] || !IsIPv4(low, out var first) || !IsIPv4(high, out var last))
            throw new FormatException("write the first and the last IPv4 address separated by a dash, like 192.0.2.240-192.0.2.250");
        return first.ToNumber() <= last.ToNumber()
            ? new IPv4Range(first, last)
            : throw new FormatException($"the first address is above the last; write {high}-{low}");
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

    /// <summary>Number of addresses, at least 1.</summary>
    public long Count => (long)(Last.ToNumber() - First.ToNumber()) + 1;

    /// <summary>Returns true if the range contains an address.</summary>
    public bool Contains(IPAddress address) =>
        address is { AddressFamily: AddressFamily.InterNetwork }
        && address.ToNumber() >= First.ToNumber() && address.ToNumber() <= Last.ToNumber();

    /// <summary>Returns true if a CIDR range contains this range.</summary>
    public bool IsInside(IPNetwork network) => network.Contains(First) && network.Contains(Last);

    /// <summary>Returns the first addresses of the range.</summary>
    /// <param name="count">Number of addresses. A smaller range has fewer.</param>
    public IEnumerable<IPAddress> Take(int count)
    {
        for (var number = First.ToNumber(); number <= Last.ToNumber() && count > 0; number++, count--)
            yield return First.WithNumber(number);
    }

    /// <summary>Returns the range in the form that labels and MetalLB use.</summary>
    public override string ToString() => $"{First}-{Last}";

    private static bool IsIPv4(string text, [NotNullWhen(true)] out IPAddress? address) =>
        IPAddress.TryParse(text, out address) && address.AddressFamily == AddressFamily.InterNetwork && Cidr.IsPlain(address, text);
}

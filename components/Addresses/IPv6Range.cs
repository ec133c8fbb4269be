using System.Diagnostics.CodeAnalysis;
using System.Net;
using System.Net.Sockets;

namespace K8tre.Components.Addresses;

/// <summary>Range of IPv6 addresses in CIDR form.</summary>
public sealed record IPv6Range : IParsable<IPv6Range>
{
    private IPv6Range(IPNetwork network) => Network = network;

    /// <summary>The range.</summary>
    public IPNetwork Network { get; }

    /// <summary>Parses a range like <c>fd42::/112</c>.</summary>
    /// <exception cref="FormatException">The text is not an IPv6 range, or its address has bits after the prefix.</exception>
    public static IPv6Range Parse(string s, IFormatProvider? provider = null) => TryParse(s, provider, out var range)
        ? range
        : throw new FormatException("write an IPv6 range in CIDR form, like fd42::/112");

    /// <inheritdoc/>
    public static bool TryParse([NotNullWhen(true)] string? s, IFormatProvider? provider, [MaybeNullWhen(false)] out IPv6Range result)
    {
        // The parser drops bits after the prefix.
        result = IPNetwork.TryParse(s, out var network)
            && network.BaseAddress.AddressFamily == AddressFamily.InterNetworkV6
            && network.BaseAddress.Equals(IPAddress.Parse(s!.Split('/')[0]))
                ? new(network)
                : null;
        return result is not null;
    }

    /// <inheritdoc/>
    public override string ToString() => Network.ToString();
}

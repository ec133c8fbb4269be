using System.Net;
using K8tre.Components.Addresses;

namespace K8tre.Stacks.Settings;

/// <summary>Address ranges in a draft of the settings, where the default stands for a range that could not be read.</summary>
internal static class DraftRange
{
    /// <summary>Returns true if the range could be read and contains an address.</summary>
    public static bool Contains(IPNetwork range, IPAddress address) => range != default && range.Contains(address);

    /// <summary>Returns true if both ranges could be read and share an address.</summary>
    public static bool Overlap(IPNetwork one, IPNetwork other) => one != default && other != default && Cidr.Overlap(one, other);
}

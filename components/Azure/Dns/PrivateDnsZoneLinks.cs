using Pulumi.AzureNative.PrivateDns;
using Pulumi.AzureNative.PrivateDns.Inputs;

namespace K8tre.Components.Azure.Dns;

/// <summary>Inputs of <see cref="PrivateDnsZoneLinks"/>.</summary>
public sealed record PrivateDnsZoneLinksArgs
{
    /// <summary>Id of the network.</summary>
    public required Input<string> Network { get; init; }

    /// <summary>Name of the links.</summary>
    public required string LinkName { get; init; }

    /// <summary>Zones that the network resolves names in, each with the name of its component.</summary>
    public required IReadOnlyDictionary<string, IPrivateDnsZone> Zones { get; init; }
}

/// <summary>Links of a network to private DNS zones.</summary>
/// <remarks>https://learn.microsoft.com/azure/dns/private-dns-virtual-network-links</remarks>
public sealed class PrivateDnsZoneLinks : ComponentResource
{
    /// <summary>Location of private DNS zones and their links, which belong to no region.</summary>
    internal const string Location = "global";

    /// <summary>Creates the links.</summary>
    public PrivateDnsZoneLinks(string name, PrivateDnsZoneLinksArgs args, ComponentResourceOptions? options = null)
        : base("k8tre:azure:PrivateDnsZoneLinks", name, options)
    {
        foreach (var (zoneName, zone) in args.Zones)
        {
            var linkName = zone.IsShared ? $"{zoneName}-{args.LinkName}" : args.LinkName;
            _ = new VirtualNetworkLink(
                $"{zoneName}-{args.LinkName}", Link(zone, linkName, args.Network), new() { Parent = this, Provider = zone.Provider });
        }

        RegisterOutputs();
    }

    /// <summary>Returns the inputs of a link.</summary>
    /// <param name="zone">The zone.</param>
    /// <param name="linkName">Name of the link.</param>
    /// <param name="network">Id of the network.</param>
    internal static VirtualNetworkLinkArgs Link(IPrivateDnsZone zone, string linkName, Input<string> network) => new()
    {
        VirtualNetworkLinkName = linkName,
        PrivateZoneName = zone.ZoneName,
        ResourceGroupName = zone.ResourceGroup,
        Location = Location,
        VirtualNetwork = new SubResourceArgs { Id = network },
        // Names of machines must not appear among the names of services.
        RegistrationEnabled = false,
    };
}

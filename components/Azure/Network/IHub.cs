using System.Collections.Immutable;
using K8tre.Components.Azure.Dns;

namespace K8tre.Components.Azure.Network;

/// <summary>Hub that the network of a cluster is peered with: a <see cref="HubNetwork"/> of this stack, or an <see cref="ExistingHub"/>.</summary>
public interface IHub
{
    /// <summary>Id of the hub's network.</summary>
    Output<string> Id { get; }

    /// <summary>Name of the hub's network.</summary>
    Output<string> NetworkName { get; }

    /// <summary>Resource group of the hub's network.</summary>
    Output<string> ResourceGroup { get; }

    /// <summary>Private address of the firewall, the next hop of all traffic that leaves the network of a cluster.</summary>
    Output<string> FirewallAddress { get; }

    /// <summary>Addresses of the DNS servers of cluster networks. Empty: Azure's own, which resolve the zones linked to each network.</summary>
    IReadOnlyList<Output<string>> DnsServers { get; }

    /// <summary>Address ranges of the machines from which operators and pipelines reach private clusters.</summary>
    Output<ImmutableArray<string>> Operators { get; }

    /// <summary>Address range of the private endpoints that all clusters share. Null: the hub has none.</summary>
    Output<string>? Endpoints { get; }

    /// <summary>Id of the DDoS protection plan. Null: there is none.</summary>
    Output<string>? DdosPlan { get; }

    /// <summary>Indicates that this stack creates the hub's side of each peering. Otherwise its owner creates it.</summary>
    bool OwnsHubPeering { get; }

    /// <summary>Provider of the hub's subscription. Null: the hub is in the platform's subscription.</summary>
    ProviderResource? Provider { get; }

    /// <summary>Subnets of this stack in the hub. Azure changes a network in one place at a time, so peerings and links wait for them.</summary>
    IReadOnlyList<Resource> Subnets { get; }

    /// <summary>Gets the private DNS zone of a domain that exists beside the hub. Null: the platform creates the zone.</summary>
    /// <param name="domain">Name of the zone, like <c>privatelink.vaultcore.azure.net</c>.</param>
    IPrivateDnsZone? Zone(string domain);
}

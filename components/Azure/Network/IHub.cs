using System.Collections.Immutable;

namespace K8tre.Components.Azure.Network;

/// <summary>
/// What a cluster's network asks of the hub that it is joined to: a <see cref="HubNetwork"/> of this platform, or an <see cref="ExistingHub"/> that
/// somebody else made.
/// </summary>
public interface IHub
{
    /// <summary>Id of its network. Known once other networks can be joined to it.</summary>
    Output<string> Id { get; }

    /// <summary>Name of its network.</summary>
    Output<string> NetworkName { get; }

    /// <summary>Resource group of its network.</summary>
    Output<string> ResourceGroup { get; }

    /// <summary>Private address of its firewall: where everything goes that leaves a cluster's network.</summary>
    Output<string> FirewallAddress { get; }

    /// <summary>Addresses of the DNS servers that clusters' networks ask. None: Azure's own, which know the zones linked to each network.</summary>
    IReadOnlyList<Output<string>> DnsServers { get; }

    /// <summary>Ranges of the machines that operators and pipelines reach private clusters from.</summary>
    Output<ImmutableArray<string>> Operators { get; }

    /// <summary>Range of the private endpoints that all clusters share. Null: it has none.</summary>
    Output<string>? Endpoints { get; }

    /// <summary>Id of the plan that protects networks against floods. Null: there is none.</summary>
    Output<string>? DdosPlan { get; }

    /// <summary>Whether the hub's half of a peering is ours to make. If not, its owner makes it.</summary>
    bool OwnsHubPeering { get; }

    /// <summary>Provider of the subscription of its network. Null: it is the one that everything else is in.</summary>
    ProviderResource? Provider { get; }

    /// <summary>Id of a private zone that lies with the hub already. Null: it does not, and is the platform's to make.</summary>
    /// <param name="domain">Name of the zone, like <c>privatelink.vaultcore.azure.net</c>.</param>
    Output<string>? Zone(string domain);

    /// <summary>Provider of the subscription of such a zone. Null: it is the one that everything else is in.</summary>
    /// <param name="domain">Name of the zone.</param>
    ProviderResource? ZoneProvider(string domain);
}

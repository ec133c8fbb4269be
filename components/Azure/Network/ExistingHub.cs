using System.Collections.Immutable;
using K8tre.Components.Azure.Scope;

namespace K8tre.Components.Azure.Network;

/// <summary>
/// A hub that is not this stack's: an organisation's, known by its ids, or another stack's, known by its outputs. Its firewall has to let out what
/// <see cref="AzureEgress"/> lists, and its owner answers for that.
/// </summary>
public sealed record ExistingHub : IHub
{
    private const string IdKey = "networkId", FirewallKey = "firewallAddress", OperatorsKey = "operators", EndpointsKey = "endpoints", ZonesKey = "zones";

    private readonly Output<string> _id = null!;

    /// <summary>Id of its network, in this subscription or another.</summary>
    /// <exception cref="FormatException">It is no id of a resource; known when the platform is deployed.</exception>
    public required Output<string> Id
    {
        get => _id;
        init => (_id, NetworkName, ResourceGroup) = (value, value.Apply(id => AzureResourceId.Parse(id).Name), value.Apply(id => AzureResourceId.Parse(id).ResourceGroup));
    }

    /// <inheritdoc/>
    public required Output<string> FirewallAddress { get; init; }

    /// <inheritdoc/>
    public required Output<ImmutableArray<string>> Operators { get; init; }

    /// <inheritdoc/>
    public IReadOnlyList<Output<string>> DnsServers { get; init; } = [];

    /// <inheritdoc/>
    public Output<string>? Endpoints { get; init; }

    /// <inheritdoc/>
    public Output<string>? DdosPlan { get; init; }

    /// <summary>Whether the hub's half of a peering is ours to make, which takes rights on its network. Default: true. If not, its owner makes it.</summary>
    public bool OwnsHubPeering { get; init; } = true;

    /// <inheritdoc/>
    public ProviderResource? Provider { get; init; }

    /// <summary>Ids of private zones that lie with it, by their names. Default: none.</summary>
    public IReadOnlyDictionary<string, Output<string>> Zones { get; init; } = new Dictionary<string, Output<string>>();

    /// <summary>Providers of the subscriptions of those zones that are in another one, by the zones' names. Default: none is.</summary>
    public IReadOnlyDictionary<string, ProviderResource> ZoneProviders { get; init; } = new Dictionary<string, ProviderResource>();

    /// <inheritdoc/>
    public Output<string> NetworkName { get; private init; } = null!;

    /// <inheritdoc/>
    public Output<string> ResourceGroup { get; private init; } = null!;

    /// <inheritdoc/>
    public Output<string>? Zone(string domain) => Zones.GetValueOrDefault(domain);

    /// <inheritdoc/>
    public ProviderResource? ZoneProvider(string domain) => ZoneProviders.GetValueOrDefault(domain);

    /// <summary>What a stack says about its hub to others, as one of its outputs.</summary>
    /// <param name="hub">The hub.</param>
    /// <param name="zones">The private zones that lie with it, by their names.</param>
    public static IReadOnlyDictionary<string, object?> Describe(HubNetwork hub, IReadOnlyDictionary<string, PrivateDnsZone> zones) => new Dictionary<string, object?>
    {
        [IdKey] = hub.Id,
        [FirewallKey] = hub.FirewallAddress,
        [OperatorsKey] = hub.Operators,
        [EndpointsKey] = hub.Endpoints,
        [ZonesKey] = Output.All(zones.Values.Select(zone => zone.Id)),
    };

    /// <summary>The hub that another stack described.</summary>
    /// <param name="described">The output of that stack.</param>
    /// <param name="zones">Names of the private zones that this platform reads there.</param>
    /// <exception cref="InvalidOperationException">A zone is not among those described; known when the platform is deployed.</exception>
    public static ExistingHub From(Output<ImmutableDictionary<string, object>> described, params IReadOnlyList<string> zones)
    {
        var firewall = Text(FirewallKey);
        return new()
        {
            Id = Text(IdKey),
            FirewallAddress = firewall,
            DnsServers = [firewall],
            Operators = described.Apply(hub => ((IEnumerable<object>)hub[OperatorsKey]).Cast<string>().ToImmutableArray()),
            Endpoints = Text(EndpointsKey),
            Zones = zones.ToDictionary(zone => zone, zone => described.Apply(hub => ((IEnumerable<object>)hub[ZonesKey]).Cast<string>().Single(id => id.EndsWith($"/{zone}", StringComparison.Ordinal)))),
        };

        Output<string> Text(string key) => described.Apply(hub => (string)hub[key]);
    }
}

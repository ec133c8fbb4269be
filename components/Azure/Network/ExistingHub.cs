using System.Collections.Immutable;
using K8tre.Components.Azure.Dns;
using K8tre.Components.Azure.Scope;

namespace K8tre.Components.Azure.Network;

/// <summary>
/// Hub of the organisation, known by its ids, or of another stack, known by its outputs. Its owner is responsible that the firewall allows the traffic
/// that <see cref="AzureEgress"/> lists.
/// </summary>
public sealed record ExistingHub : IHub
{
    private const string IdKey = "networkId", FirewallKey = "firewallAddress", OperatorsKey = "operators", EndpointsKey = "endpoints", ZonesKey = "zones";

    private readonly Output<string> _id = null!;

    /// <summary>Id of the hub's network, in the platform's subscription or in another one.</summary>
    /// <exception cref="FormatException">The text is not the id of a resource. The exception occurs at deployment.</exception>
    public required Output<string> Id
    {
        get => _id;
        init => (_id, NetworkName, ResourceGroup) =
            (value, value.Apply(id => AzureResourceId.Parse(id).Name), value.Apply(id => AzureResourceId.Parse(id).ResourceGroup));
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

    /// <summary>
    /// Indicates that this stack creates the hub's side of each peering, which needs permissions on the hub's network. Default: true. Otherwise its owner
    /// creates it.
    /// </summary>
    public bool OwnsHubPeering { get; init; } = true;

    /// <inheritdoc/>
    public ProviderResource? Provider { get; init; }

    /// <summary>Private DNS zones that exist beside the hub, by name. Default: none.</summary>
    public IReadOnlyDictionary<string, ExistingPrivateDnsZone> Zones { get; init; } = new Dictionary<string, ExistingPrivateDnsZone>();

    /// <inheritdoc/>
    public Output<string> NetworkName { get; private init; } = null!;

    /// <inheritdoc/>
    public Output<string> ResourceGroup { get; private init; } = null!;

    /// <inheritdoc/>
    public IReadOnlyList<Resource> Subnets => [];

    /// <inheritdoc/>
    public IPrivateDnsZone? Zone(string domain) => Zones.GetValueOrDefault(domain);

    /// <summary>Returns the description of a hub that other stacks read, for an output of the stack.</summary>
    /// <param name="hub">The hub.</param>
    /// <param name="zones">Ids of the private DNS zones beside it.</param>
    public static IReadOnlyDictionary<string, object?> Describe(HubNetwork hub, IEnumerable<Output<string>> zones) => new Dictionary<string, object?>
    {
        [IdKey] = hub.Id,
        [FirewallKey] = hub.FirewallAddress,
        [OperatorsKey] = hub.Operators,
        [EndpointsKey] = hub.Endpoints,
        [ZonesKey] = Output.All(zones),
    };

    /// <summary>Returns the hub that another stack describes.</summary>
    /// <param name="description">The output of that stack.</param>
    /// <param name="provider">Provider of the hub's subscription, and of the zones'.</param>
    /// <param name="zones">Names of the private DNS zones that this platform uses.</param>
    /// <exception cref="InvalidOperationException">The description lacks a zone. The exception occurs at deployment.</exception>
    public static ExistingHub From(
        Output<ImmutableDictionary<string, object>> description, ProviderResource? provider, params IReadOnlyList<string> zones)
    {
        var firewall = Text(description, FirewallKey);
        return new()
        {
            Id = IdIn(description),
            FirewallAddress = firewall,
            DnsServers = [firewall],
            Operators = description.Apply(hub => ((IEnumerable<object>)hub[OperatorsKey]).Cast<string>().ToImmutableArray()),
            Endpoints = Text(description, EndpointsKey),
            Provider = provider,
            Zones = zones.ToDictionary(zone => zone, zone => new ExistingPrivateDnsZone(ZoneId(description, zone)) { Provider = provider }),
        };
    }

    /// <summary>Gets the id of the hub's network from the description of another stack.</summary>
    public static Output<string> IdIn(Output<ImmutableDictionary<string, object>> description) => Text(description, IdKey);

    private static Output<string> Text(Output<ImmutableDictionary<string, object>> description, string key) =>
        description.Apply(hub => (string)hub[key]);

    private static Output<string> ZoneId(Output<ImmutableDictionary<string, object>> description, string zone) => description.Apply(hub =>
        ((IEnumerable<object>)hub[ZonesKey]).Cast<string>().Single(id => id.EndsWith($"/{zone}", StringComparison.Ordinal)));
}

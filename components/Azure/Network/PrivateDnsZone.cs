using K8tre.Components.Azure.Scope;
using Pulumi.AzureNative.PrivateDns.Inputs;
using NativeLink = Pulumi.AzureNative.PrivateDns.VirtualNetworkLink;
using NativePrivateZone = Pulumi.AzureNative.PrivateDns.PrivateZone;

namespace K8tre.Components.Azure.Network;

/// <summary>A private DNS zone, and the networks that read it.</summary>
/// <remarks>https://learn.microsoft.com/azure/private-link/private-endpoint-dns</remarks>
public sealed class PrivateDnsZone : ComponentResource
{
    // Zones belong to no region.
    private const string Everywhere = "global";

    /// <summary>Makes the zone.</summary>
    /// <param name="name">Name of the component.</param>
    /// <param name="scope">Where it goes.</param>
    /// <param name="domain">Name of the zone.</param>
    /// <param name="readers">Ids of the networks that read it, by a word for each.</param>
    /// <param name="options">Resource options.</param>
    public PrivateDnsZone(string name, AzureScope scope, string domain, IReadOnlyDictionary<string, Output<string>> readers, ComponentResourceOptions? options = null)
        : base("k8tre:azure:PrivateDnsZone", name, options)
    {
        var zone = new NativePrivateZone(name, new() { PrivateZoneName = domain, ResourceGroupName = scope.ResourceGroup, Location = Everywhere }, new() { Parent = this });
        Id = Once(Link(name, "", zone.Name, scope.ResourceGroup, readers), zone.Id);

        RegisterOutputs();
    }

    /// <summary>Takes a zone that is there already, and lets further networks read it.</summary>
    /// <param name="name">Name of the component.</param>
    /// <param name="zone">Id of the zone.</param>
    /// <param name="readers">Ids of the networks that read it from now on, by a word for each. None: its owner sees to that, or they ask a server that reads it.</param>
    /// <param name="options">Resource options: a provider of the zone's subscription, where that is another one.</param>
    public PrivateDnsZone(string name, Output<string> zone, IReadOnlyDictionary<string, Output<string>> readers, ComponentResourceOptions? options = null)
        : base("k8tre:azure:PrivateDnsZone", name, options)
    {
        var (zoneName, group) = (zone.Apply(id => AzureResourceId.Parse(id).Name), zone.Apply(id => AzureResourceId.Parse(id).ResourceGroup));
        // Others link their networks to it too: the whole name is this platform's alone.
        Id = Once(Link(name, $"{name}-", zoneName, group, readers), zone);

        RegisterOutputs();
    }

    /// <summary>Id of the zone. Known once it can be read.</summary>
    [Output("id")]
    public Output<string> Id { get; private set; }

    /// <summary>The zone of a domain: the one that lies with the hub already, or else one that is made.</summary>
    /// <param name="name">Name of the component.</param>
    /// <param name="scope">Where it goes, if it is made.</param>
    /// <param name="hub">The hub.</param>
    /// <param name="domain">Name of the zone.</param>
    /// <param name="readers">Ids of the networks that read it, by a word for each, besides the hub's own.</param>
    /// <param name="options">Resource options.</param>
    public static PrivateDnsZone At(string name, AzureScope scope, IHub hub, string domain, IReadOnlyDictionary<string, Output<string>> readers, ComponentResourceOptions? options = null) =>
        hub.Zone(domain) is { } zone
            ? new(name, zone, readers, hub.ZoneProvider(domain) is { } provider ? new() { Parent = options?.Parent, Providers = { provider } } : options)
            : new(name, scope, domain, new Dictionary<string, Output<string>>(readers) { ["hub"] = hub.Id }, options);

    private NativeLink[] Link(string name, string prefix, Input<string> zone, Input<string> group, IReadOnlyDictionary<string, Output<string>> readers) => [.. readers.Select(reader => new NativeLink($"{name}-{reader.Key}", new()
    {
        VirtualNetworkLinkName = $"{prefix}{reader.Key}",
        PrivateZoneName = zone,
        ResourceGroupName = group,
        Location = Everywhere,
        VirtualNetwork = new SubResourceArgs { Id = reader.Value },
        // Machines must not write their names among those of services.
        RegistrationEnabled = false,
    }, new() { Parent = this }))];

    private static Output<string> Once(NativeLink[] links, Output<string> zone) => Output.Tuple(zone, Output.All(links.Select(link => link.Id))).Apply(ready => ready.Item1);
}

using K8tre.Components.Azure.Network;

namespace K8tre.Tests.Azure.Network;

public sealed class PrivateDnsZoneTests
{
    private const string Domain = "privatelink.vaultcore.azure.net";

    private static readonly Dictionary<string, Output<string>> Spoke = new() { ["dev"] = Output.Create("/dev") };

    private static readonly string There = AzureComponents.Id($"Microsoft.Network/privateDnsZones/{Domain}");

    [Fact]
    public async Task Machines_do_not_write_their_names_into_it() => Assert.All(
        (await ResourceGraph.OfAsync(options => new PrivateDnsZone("zone", AzureComponents.Scope, Domain, Spoke, options))).OfType("azure-native:privatedns:VirtualNetworkLink").Values,
        link => Assert.False((bool)link["registrationEnabled"]!));

    [Fact]
    public async Task Of_a_zone_that_is_there_only_further_readers_are_made_under_a_name_of_our_own()
    {
        var graph = await ResourceGraph.OfAsync(options => new PrivateDnsZone("zone", Output.Create(There), Spoke, options));

        Assert.Empty(graph.OfType("azure-native:privatedns:PrivateZone"));
        var link = graph.OfType("azure-native:privatedns:VirtualNetworkLink")["zone-dev"];
        Assert.Equal((Domain, "rg-connectivity", "zone-dev", "/dev"), ((string?)link["privateZoneName"], (string?)link["resourceGroupName"], (string?)link["virtualNetworkLinkName"], (string?)link.At("virtualNetwork.id")));
    }

    [Fact]
    public async Task The_hubs_zone_is_taken_in_the_zones_own_subscription()
    {
        var graph = await ResourceGraph.OfAsync(options => PrivateDnsZone.At("zone", AzureComponents.Scope, AzureComponents.Hub with
        {
            ZoneProviders = new Dictionary<string, ProviderResource> { [Domain] = new Pulumi.AzureNative.Provider("connectivity", new() { SubscriptionId = AzureComponents.OtherSubscription }) },
            Zones = new Dictionary<string, Output<string>> { [Domain] = Output.Create(There) },
        }, Domain, Spoke, options));

        Assert.Empty(graph.OfType("azure-native:privatedns:PrivateZone"));
        Assert.Contains("::connectivity::", graph.Requests["zone-dev"].Provider, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_zone_is_made_where_the_hub_has_none_and_the_hub_reads_it()
    {
        var graph = await ResourceGraph.OfAsync(options => PrivateDnsZone.At("zone", AzureComponents.Scope, AzureComponents.Hub, Domain, Spoke, options));

        Assert.Equal(Domain, (string?)graph.OfType("azure-native:privatedns:PrivateZone")["zone"]["privateZoneName"]);
        Assert.Equal(["zone-dev", "zone-hub"], graph.OfType("azure-native:privatedns:VirtualNetworkLink").Keys.Order());
    }
}

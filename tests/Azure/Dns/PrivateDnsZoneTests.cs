using K8tre.Components.Azure.Dns;

namespace K8tre.Tests.Azure.Dns;

public sealed class PrivateDnsZoneTests
{
    private const string Domain = "privatelink.vaultcore.azure.net";

    [Fact]
    public async Task It_has_a_link_to_each_network_given()
    {
        var graph = await ResourceGraph.OfAsync(Zone);

        Assert.Equal(Domain, (string?)graph.OfType("azure-native:privatedns:PrivateZone")["zone"]["privateZoneName"]);
        var links = graph.OfType("azure-native:privatedns:VirtualNetworkLink");
        Assert.Equal(["zone-dev", "zone-hub"], links.Keys.Order());
        Assert.Equal(("dev", "/dev"), ((string?)links["zone-dev"]["virtualNetworkLinkName"], (string?)links["zone-dev"].At("virtualNetwork.id")));
        Assert.Empty(graph.Orphans);
    }

    [Fact]
    public async Task Machines_do_not_register_their_names_in_it() => Assert.All(
        (await ResourceGraph.OfAsync(Zone)).OfType("azure-native:privatedns:VirtualNetworkLink").Values,
        link => Assert.False((bool)link["registrationEnabled"]!));

    [Fact]
    public async Task Its_links_wait_for_the_resources_given_and_the_zone_does_not()
    {
        var graph = await ResourceGraph.OfAsync(options => new PrivateDnsZone(
            "zone", Args(new() { ["hub"] = "/hub" }) with { DependsOn = [AzureComponents.Group(options)] }, options));

        Assert.Single(await graph.DependenciesAsync("zone-hub"));
        Assert.Empty(await graph.DependenciesAsync("zone", "azure-native:privatedns:PrivateZone"));
    }

    private static PrivateDnsZone Zone(ComponentResourceOptions options) => new("zone", Args(new() { ["hub"] = "/hub", ["dev"] = "/dev" }), options);

    private static PrivateDnsZoneArgs Args(Dictionary<string, Input<string>> networks) =>
        new() { Scope = AzureComponents.Scope, Domain = Domain, Networks = networks };
}

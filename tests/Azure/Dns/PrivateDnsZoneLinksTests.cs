using K8tre.Components.Azure.Dns;

namespace K8tre.Tests.Azure.Dns;

public sealed class PrivateDnsZoneLinksTests
{
    private const string Domain = "privatelink.vaultcore.azure.net";

    private static readonly Output<string> Existing = Output.Create(AzureComponents.Id($"Microsoft.Network/privateDnsZones/{Domain}"));

    [Fact]
    public async Task A_link_to_a_zone_of_this_stack_is_named_after_the_cluster()
    {
        var graph = await ResourceGraph.OfAsync(options => Links(AzureComponents.Zone(options), options));

        var link = graph.OfType("azure-native:privatedns:VirtualNetworkLink")["k8tre-zone-dev"];
        Assert.Equal(("privatelink.example.net", "rg", "dev"), Place(link));
        Assert.Equal("/dev", (string?)link.At("virtualNetwork.id"));
        Assert.False((bool)link["registrationEnabled"]!);
    }

    [Fact]
    public async Task A_link_to_an_existing_zone_carries_the_name_of_the_platform_and_creates_no_zone()
    {
        var graph = await ResourceGraph.OfAsync(options => Links(new ExistingPrivateDnsZone(Existing), options));

        Assert.Empty(graph.OfType("azure-native:privatedns:PrivateZone"));
        Assert.Equal((Domain, "rg-connectivity", "k8tre-zone-dev"), Place(graph.OfType("azure-native:privatedns:VirtualNetworkLink")["k8tre-zone-dev"]));
        Assert.Empty(graph.Orphans);
    }

    [Fact]
    public async Task A_link_to_an_existing_zone_is_created_in_the_subscription_of_the_zone()
    {
        var graph = await ResourceGraph.OfAsync(options => Links(new ExistingPrivateDnsZone(Existing)
        {
            Provider = new Pulumi.AzureNative.Provider("connectivity", new() { SubscriptionId = AzureComponents.OtherSubscription }),
        }, options));

        Assert.Contains("::connectivity::", graph.Requests["k8tre-zone-dev"].Provider, StringComparison.Ordinal);
    }

    private static (string?, string?, string?) Place(System.Text.Json.Nodes.JsonNode link) =>
        ((string?)link["privateZoneName"], (string?)link["resourceGroupName"], (string?)link["virtualNetworkLinkName"]);

    private static PrivateDnsZoneLinks Links(IPrivateDnsZone zone, ComponentResourceOptions options) => new("links", new()
    {
        Network = "/dev",
        LinkName = "dev",
        Zones = new Dictionary<string, IPrivateDnsZone> { ["k8tre-zone"] = zone },
    }, options);
}

using System.Net;
using K8tre.Components.Azure.Network;

namespace K8tre.Tests.Azure.Network;

public sealed class BastionTests
{
    [Fact]
    public async Task Sessions_allow_no_files_no_text_and_no_links()
    {
        var host = (await GraphAsync()).OfType("azure-native:network:BastionHost")["bastion"];

        Assert.Equal("Standard", (string?)host.At("sku.name"));
        Assert.True((bool)host["disableCopyPaste"]!);
        Assert.All(
            ["enableFileCopy", "enableShareableLink", "enableIpConnect", "enableTunneling"],
            feature => Assert.False((bool)host[feature]!, feature));
    }

    [Fact]
    public async Task Text_and_tunnels_are_allowed_on_request()
    {
        var host = (await GraphAsync(args => args with
        {
            AllowsCopyPaste = true,
            AllowsTunnels = true,
        })).OfType("azure-native:network:BastionHost")["bastion"];

        Assert.False((bool)host["disableCopyPaste"]!);
        Assert.True((bool)host["enableTunneling"]!);
        Assert.False((bool)host["enableFileCopy"]!);
    }

    // https://learn.microsoft.com/azure/bastion/bastion-nsg: Azure requires these rules.
    [Fact]
    public async Task Its_security_group_has_the_rules_that_Azure_requires()
    {
        var graph = await GraphAsync();
        var (into, outOf) = (graph.Allowed("bastion-subnet-nsg", "Inbound"), graph.Allowed("bastion-subnet-nsg", "Outbound"));

        Assert.Equal(new("Internet", "*", "443", "Tcp"), into["operators"]);
        Assert.Equal(new("GatewayManager", "*", "443", "Tcp"), into["control-plane"]);
        Assert.Equal(new("AzureLoadBalancer", "*", "*", "*"), into["probes"]);
        Assert.Equal(new("VirtualNetwork", "VirtualNetwork", "8080 5701", "*"), into["hosts"]);
        Assert.Equal(new("*", "VirtualNetwork", "22 3389", "Tcp"), outOf["machines"]);
        Assert.Equal(new("*", "AzureCloud", "443", "Tcp"), outOf["azure"]);
        Assert.Equal(new("VirtualNetwork", "VirtualNetwork", "8080 5701", "*"), outOf["hosts"]);
        Assert.Equal(new("*", "Internet", "80", "Tcp"), outOf["certificates"]);
        Assert.Equal("AzureBastionSubnet", (string?)graph.OfType("azure-native:network:Subnet")["bastion-subnet"]["subnetName"]);
    }

    [Fact]
    public async Task It_accepts_connections_from_the_given_ranges_only() => Assert.Equal(
        "198.51.100.0/24",
        (await GraphAsync(args => args with
        {
            AllowInbound = [IPNetwork.Parse("198.51.100.0/24")],
        })).Allowed("bastion-subnet-nsg", "Inbound")["operators"].From);

    private static async Task<ResourceGraph> GraphAsync(Func<BastionArgs, BastionArgs>? change = null)
    {
        var graph = await ResourceGraph.OfAsync(options => new Bastion("bastion", (change ?? (args => args))(new()
        {
            Scope = AzureComponents.Scope,
            Network = "vnet-hub",
            Range = AzureComponents.Addresses.Bastion,
            Zones = ["1", "2", "3"],
            LogWorkspace = AzureComponents.LogWorkspace,
        }), options));
        Assert.Empty(graph.Orphans);
        return graph;
    }
}

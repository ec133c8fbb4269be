using System.Net;
using K8tre.Components.Azure.Network;

namespace K8tre.Tests.Azure.Network;

public sealed class DnsResolverTests
{
    private static readonly AddressPlan Addresses = AzureComponents.Addresses;

    [Fact]
    public async Task It_has_a_static_address()
    {
        var configuration = (await GraphAsync())
            .OfType("azure-native:dnsresolver:InboundEndpoint")["dns-inbound"].At("ipConfigurations.0")!;

        Assert.Equal(
            ("Static", "10.64.0.196", "dns-inbound-subnet-id"),
            (
                (string?)configuration["privateIpAllocationMethod"],
                (string?)configuration["privateIpAddress"],
                (string?)configuration.At("subnet.id")));
    }

    [Fact]
    public async Task Only_the_given_clients_may_query_it() => Assert.Equal(
        new("172.16.0.0/12", "10.64.0.192/28", "53", "*"),
        (await GraphAsync()).Allowed("dns-inbound-subnet-nsg", "Inbound")["clients"]);

    [Fact]
    public async Task It_forwards_no_queries_if_no_domain_is_given()
    {
        var graph = await GraphAsync(args => args with { Forwards = [] });

        Assert.Empty(graph.OfType("azure-native:dnsresolver:OutboundEndpoint"));
        Assert.Equal(["dns-inbound-subnet"], graph.OfType("azure-native:network:Subnet").Keys);
    }

    [Fact]
    public async Task Queries_for_a_domain_go_to_its_servers_and_the_subnet_reaches_only_them()
    {
        var graph = await GraphAsync();

        var rule = graph.OfType("azure-native:dnsresolver:ForwardingRule")["dns-corp-example-org"];
        Assert.Equal(
            ("corp.example.org.", "172.16.0.4", "172.16.0.5"),
            (
                (string?)rule["domainName"],
                (string?)rule.At("targetDnsServers.0.ipAddress"),
                (string?)rule.At("targetDnsServers.1.ipAddress")));
        Assert.Equal(
            new("10.64.0.208/28", "172.16.0.4 172.16.0.5", "53", "*"),
            graph.Allowed("dns-outbound-subnet-nsg", "Outbound")["servers"]);
        Assert.Equal(
            "/network",
            (string?)graph.OfType("azure-native:dnsresolver:PrivateResolverVirtualNetworkLink").Values.Single().At("virtualNetwork.id"));
    }

    [Fact]
    public async Task Its_subnets_are_delegated_to_the_service() => Assert.All(
        (await GraphAsync()).OfType("azure-native:network:Subnet").Values,
        subnet => Assert.Equal("Microsoft.Network/dnsResolvers", (string?)subnet.At("delegations.0.serviceName")));

    [Theory]
    [InlineData("10.0.16.192/28", false), InlineData("10.0.1.0/28", false), InlineData("10.0.0.192/28", true)]
    [InlineData("10.0.17.0/28", true)]
    public void Addresses_that_the_service_reserves_are_refused(string range, bool isUsable)
    {
        Assert.Equal(
            isUsable ? null : nameof(DnsResolverArgs.InboundRange),
            Record.Exception(Make) is ArgumentException error ? error.ParamName : null);

        DnsResolverArgs Make() => new()
        {
            Scope = null!,
            NetworkId = null!,
            NetworkName = null!,
            InboundRange = IPNetwork.Parse(range),
            OutboundRange = Addresses.DnsOutbound,
            Clients = [],
            Forwards = [],
            LogWorkspace = null!,
        };
    }

    private static async Task<ResourceGraph> GraphAsync(Func<DnsResolverArgs, DnsResolverArgs>? change = null) =>
        await ResourceGraph.OfAsync(options => new DnsResolver("dns", (change ?? (args => args))(new()
        {
            Scope = AzureComponents.Scope,
            NetworkId = "/network",
            NetworkName = "network",
            InboundRange = Addresses.DnsInbound,
            OutboundRange = Addresses.DnsOutbound,
            Clients = [IPNetwork.Parse("172.16.0.0/12")],
            Forwards = [new("corp.example.org", IPAddress.Parse("172.16.0.4"), IPAddress.Parse("172.16.0.5"))],
            LogWorkspace = AzureComponents.LogWorkspace,
        }), options));
}

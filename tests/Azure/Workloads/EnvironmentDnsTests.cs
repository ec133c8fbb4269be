using K8tre.Components.Azure.Workloads;

namespace K8tre.Tests.Azure.Workloads;

public sealed class EnvironmentDnsTests
{
    [Fact]
    public async Task The_private_zone_of_the_domain_is_linked_to_the_hub_and_to_the_clusters_network()
    {
        var graph = await GraphAsync();

        Assert.Equal("dev.tre.example.org", graph.Requests["dns-domain"].Inputs["privateZoneName"]);
        Assert.Equal(
            ["dns-domain-hub", "dns-domain-tre-dev"], graph.OfType("azure-native:privatedns:VirtualNetworkLink").Keys.Order());
        Assert.Empty(graph.Orphans);
    }

    [Fact]
    public async Task External_dns_writes_to_the_private_zone_only()
    {
        var graph = await GraphAsync();

        Assert.Equal(
            ("dns-external-dns-principalId", "Private DNS Zone Contributor", "dns-domain-id"), graph.Grant("dns-external-dns-zone"));
        Assert.Equal("Reader", graph.Grant("dns-external-dns-group").Role);
        Assert.Equal("dns-external-dns-clientId", await OutputUtilities.GetValueAsync(graph.Single<EnvironmentDns>().ExternalDns));
    }

    [Fact]
    public async Task Cert_manager_has_an_identity_only_for_a_public_zone()
    {
        var without = await GraphAsync();
        var with = await GraphAsync(args => args with { PublicZone = "tre.example.org" });

        Assert.Empty(without.OfType("azure-native:dns:Zone"));
        Assert.Null(without.Single<EnvironmentDns>().CertManager);
        Assert.Equal(("dns-cert-manager-principalId", "DNS Zone Contributor", "dns-public-id"), with.Grant("dns-cert-manager-zone"));
        Assert.Equal("dns-cert-manager-clientId", await OutputUtilities.GetValueAsync(with.Single<EnvironmentDns>().CertManager!));
    }

    [Fact]
    public async Task The_public_zone_is_signed()
    {
        var with = await GraphAsync(args => args with { PublicZone = "tre.example.org" });

        Assert.Equal("tre.example.org", (string?)with.OfType("azure-native:dns:DnssecConfig").Values.Single()["zoneName"]);
        Assert.Empty((await GraphAsync()).OfType("azure-native:dns:DnssecConfig"));
    }

    [Fact]
    public async Task The_parent_zone_gets_the_records_of_the_signing_keys()
    {
        var with = await GraphAsync(args => args with { PublicZone = "tre.example.org" });

        var records = await OutputUtilities.GetValueAsync(with.Single<EnvironmentDns>().DsRecords!);
        Assert.StartsWith("12345 13 2 ", Assert.Single(records), StringComparison.Ordinal);
    }

    private static Task<ResourceGraph> GraphAsync(Func<EnvironmentDnsArgs, EnvironmentDnsArgs>? change = null)
    {
        var args = new EnvironmentDnsArgs
        {
            Scope = AzureComponents.Scope,
            Domain = "dev.tre.example.org",
            Hub = AzureComponents.Hub,
            Network = "/network",
            LinkName = "tre-dev",
            Issuer = "https://issuer.example.org/",
        };
        return ResourceGraph.OfAsync(options => new EnvironmentDns("dns", (change ?? (same => same))(args), options));
    }
}

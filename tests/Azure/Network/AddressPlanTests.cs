using System.Net;
using K8tre.Components.Azure.Network;
using K8tre.Components.Clusters;

namespace K8tre.Tests.Azure.Network;

public sealed class AddressPlanTests
{
    private static readonly AddressPlan Plan = AzureComponents.Addresses;

    [Fact]
    public void The_hub_the_management_cluster_and_each_environment_have_an_eighth_of_the_space()
    {
        Assert.Equal("10.64.0.0/19", Plan.Hub.ToString());
        Assert.Equal(
            ["10.64.32.0/19", "10.64.64.0/19", "10.64.96.0/19"],
            Enum.GetValues<TreEnvironment>().Select(environment => Plan.Spoke(environment).ToString()));
        Assert.Equal("10.64.128.0/19", Plan.Management.ToString());
    }

    // A change of one of these ranges makes Azure replace the resources in it.
    [Theory]
    [InlineData("AzureFirewallSubnet", "10.64.0.0/26")]
    [InlineData("snet-operators", "10.64.0.64/26")]
    [InlineData("AzureBastionSubnet", "10.64.0.128/26")]
    [InlineData("snet-dns-inbound", "10.64.0.192/28")]
    [InlineData("snet-dns-outbound", "10.64.0.208/28")]
    [InlineData("snet-privatelinkendpoints", "10.64.1.0/26")]
    [InlineData("snet-pipelines", "10.64.1.128/26")]
    [InlineData("snet-applicationgateway", "10.64.2.0/24")]
    public void A_subnet_of_the_hub_stays_where_it_is(string subnet, string range) =>
        Assert.Equal(range, Plan.Ranges.Single(row => row.Network == "hub" && row.Subnet == subnet).Range.ToString());

    [Theory, InlineData("10.64.0.0/20", "10.64.1.64/26"), InlineData("10.64.0.0/19", "10.64.2.0/24")]
    public void The_application_gateway_has_a_range_of_the_recommended_size_if_the_hub_is_large_enough(string space, string gateway) =>
        Assert.Equal(gateway, new AddressPlan(IPNetwork.Parse(space)).Gateway.ToString());

    [Theory, InlineData("10.64.0.0/16"), InlineData("10.64.0.0/19"), InlineData("10.64.0.0/20"), InlineData("10.0.0.0/12")]
    public void Subnets_do_not_overlap_and_are_within_their_network(string space)
    {
        var plan = new AddressPlan(IPNetwork.Parse(space));
        var networks = plan.Ranges.Where(row => row.Subnet is null).ToArray();
        var subnets = plan.Ranges.Where(row => row.Subnet is not null).ToArray();

        Assert.Equal(["hub", "dev", "stg", "prd", "management"], networks.Select(row => row.Network));
        Assert.All(networks, row => Assert.True(Holds(plan.AddressSpace, row.Range), row.Network));
        Assert.All(
            subnets,
            row => Assert.True(Holds(networks.Single(network => network.Network == row.Network).Range, row.Range), row.Subnet));
        foreach (var rows in new[] { networks, subnets })
        {
            for (var i = 0; i < rows.Length; i++)
                Assert.All(
                    rows[(i + 1)..],
                    other => Assert.False(
                        rows[i].Range.Contains(other.Range.BaseAddress) || other.Range.Contains(rows[i].Range.BaseAddress),
                        $"{rows[i]} {other}"));
        }
    }

    [Fact]
    public void The_guide_has_the_same_table()
    {
        var guide = File.ReadAllText(Path.Combine(Repository.Root, "docs", "guides", "azure.md"));

        Assert.Contains(
            string.Join(
                '\n',
                Plan.Ranges
                    .Select(row =>
                        $"| {(row.Subnet is null ? $"**{row.Network}**" : row.Network)} | {row.Subnet ?? "all of it"} | {row.Range} |")),
            guide, StringComparison.Ordinal);
    }

    [Theory, InlineData("10.64.0.0/21"), InlineData("8.0.0.0/11")]
    public void A_space_that_is_too_small_or_too_large_is_refused(string space) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => new AddressPlan(IPNetwork.Parse(space)));

    private static bool Holds(IPNetwork whole, IPNetwork part) =>
        whole.Contains(part.BaseAddress) && whole.PrefixLength <= part.PrefixLength;
}

using System.Net;
using K8tre.Components.Azure;
using K8tre.Components.Clusters;

namespace K8tre.Tests.Azure;

public sealed class AddressPlanTests
{
    private static readonly AddressPlan Plan = new(IPNetwork.Parse("10.64.0.0/16"));

    [Fact]
    public void An_eighth_of_the_space_is_the_hubs_and_one_each_environments()
    {
        Assert.Equal("10.64.0.0/19", Plan.Hub.ToString());
        Assert.Equal(
            ["10.64.32.0/19", "10.64.64.0/19", "10.64.96.0/19"],
            Enum.GetValues<TreEnvironment>().Select(environment => Plan.Spoke(environment).ToString()));
    }

    [Fact]
    public void The_firewall_has_the_64_addresses_that_Azure_asks_for() =>
        Assert.Equal(("10.64.0.0/26", "10.64.0.64/26"), (Plan.Firewall.ToString(), Plan.Operators.ToString()));

    [Theory, InlineData("10.64.0.0/16"), InlineData("10.64.0.0/20"), InlineData("10.0.0.0/12")]
    public void No_two_parts_share_an_address(string space)
    {
        var plan = new AddressPlan(IPNetwork.Parse(space));
        IPNetwork[] parts =
        [
            plan.Firewall, plan.Operators,
            .. Enum.GetValues<TreEnvironment>().Select(plan.Spoke).SelectMany(spoke => new[]
            {
                AddressPlan.Nodes(spoke), AddressPlan.IngressServices(spoke), AddressPlan.PrivateEndpoints(spoke), AddressPlan.ApiServer(spoke),
            }),
        ];

        Assert.All(parts, part => Assert.True(plan.AddressSpace.Contains(part.BaseAddress)));
        for (var i = 0; i < parts.Length; i++)
            Assert.All(parts[(i + 1)..], other => Assert.False(parts[i].Contains(other.BaseAddress) || other.Contains(parts[i].BaseAddress)));
    }

    [Theory, InlineData("10.64.0.0/21"), InlineData("8.0.0.0/11")]
    public void A_space_that_is_too_small_or_too_large_is_refused(string space) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => new AddressPlan(IPNetwork.Parse(space)));
}

using System.Net;
using K8tre.Components.Aws.Network;
using K8tre.Components.Clusters;

namespace K8tre.Tests.Aws.Network;

public sealed class AddressPlanTests
{
    private static readonly AddressPlan Plan = new(IPNetwork.Parse("10.0.0.0/16"));

    [Fact]
    public void A_quarter_of_the_space_is_each_environments_and_half_of_the_first_the_management_clusters()
    {
        Assert.Equal("10.0.0.0/19", Plan.Management.ToString());
        Assert.Equal(
            ["10.0.64.0/18", "10.0.128.0/18", "10.0.192.0/18"],
            Enum.GetValues<TreEnvironment>().Select(environment => Plan.Spoke(environment).ToString()));
    }

    [Fact]
    public void The_parts_of_a_network_never_move()
    {
        var dev = Plan.Spoke(TreEnvironment.Dev);

        Assert.Equal(["10.0.64.0/20", "10.0.80.0/20", "10.0.96.0/20"], Zones(AddressPlan.Private));
        Assert.Equal(["10.0.112.0/23", "10.0.114.0/23", "10.0.116.0/23"], Zones(AddressPlan.Isolated));
        Assert.Equal(["10.0.120.0/24", "10.0.121.0/24", "10.0.122.0/24"], Zones(AddressPlan.Public));
        Assert.Equal(["10.0.124.0/28", "10.0.124.16/28", "10.0.124.32/28"], Zones(AddressPlan.Firewall));
        Assert.Equal(["10.0.124.64/28", "10.0.124.80/28", "10.0.124.96/28"], Zones(AddressPlan.Nat));
        Assert.Equal("10.0.112.0/21", AddressPlan.Isolated(dev).ToString());

        IEnumerable<string> Zones(Func<IPNetwork, int, IPNetwork> part) =>
            Enumerable.Range(0, AddressPlan.MostZones).Select(zone => part(dev, zone).ToString());
    }

    [Theory, InlineData("10.0.0.0/14"), InlineData("10.0.0.0/16"), InlineData("10.0.0.0/17")]
    public void No_two_parts_share_an_address(string space)
    {
        var plan = new AddressPlan(IPNetwork.Parse(space));
        IPNetwork[] parts =
        [
            .. from network in Enum.GetValues<TreEnvironment>().Select(plan.Spoke).Append(plan.Management)
               from zone in Enumerable.Range(0, AddressPlan.MostZones)
               from part in new[]
               {
                   AddressPlan.Private(network, zone), AddressPlan.Isolated(network, zone), AddressPlan.Public(network, zone),
                   AddressPlan.Firewall(network, zone), AddressPlan.Nat(network, zone),
               }
               select part,
        ];

        Assert.All(parts, part => Assert.True(plan.AddressSpace.Contains(part.BaseAddress)));
        for (var i = 0; i < parts.Length; i++)
        {
            Assert.All(
                parts[(i + 1)..], other => Assert.False(parts[i].Contains(other.BaseAddress) || other.Contains(parts[i].BaseAddress)));
        }
    }

    [Theory, InlineData("10.0.0.0/14"), InlineData("10.0.0.0/17")]
    public void Every_network_and_subnet_is_of_a_size_that_AWS_makes(string space)
    {
        var plan = new AddressPlan(IPNetwork.Parse(space));
        IPNetwork[] networks = [plan.Management, .. Enum.GetValues<TreEnvironment>().Select(plan.Spoke)];

        Assert.All(networks, network =>
        {
            Assert.InRange(network.PrefixLength, 16, 28);
            // An application load balancer asks for 32 addresses.
            Assert.True(AddressPlan.Public(network, 0).PrefixLength <= 27);
            Assert.True(AddressPlan.Private(network, 0).PrefixLength <= 22);
            Assert.Equal(28, AddressPlan.Nat(network, 0).PrefixLength);
        });
    }

    [Theory, InlineData("10.0.0.0/18"), InlineData("10.0.0.0/13")]
    public void A_space_that_is_too_small_or_too_large_is_refused(string space) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => new AddressPlan(IPNetwork.Parse(space)));

    [Theory, InlineData(-1), InlineData(3)]
    public void A_zone_for_which_there_is_no_room_is_refused(int zone) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => AddressPlan.Private(Plan.Management, zone));
}

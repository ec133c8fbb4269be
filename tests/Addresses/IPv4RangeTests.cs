using System.Net;
using K8tre.Components.Addresses;

namespace K8tre.Tests.Addresses;

public sealed class IPv4RangeTests
{
    private static readonly IPv4Range Range = IPv4Range.Parse("192.0.2.240-192.0.2.250");

    [Fact]
    public void The_text_of_a_range_is_the_text_that_was_parsed() => Assert.Equal("192.0.2.240-192.0.2.250", Range.ToString());

    [Theory]
    [InlineData("192.0.2.240")]
    [InlineData("192.0.2.240/28")]
    [InlineData("192.0.2.240-fd42::1")]
    [InlineData("192.0.2.250-192.0.2.240")]
    [InlineData("192.0.2.01-192.0.2.2")]
    [InlineData("10-20")]
    public void Another_form_is_refused(string text)
    {
        Assert.Throws<FormatException>(() => IPv4Range.Parse(text));
        Assert.False(IPv4Range.TryParse(text, null, out _));
    }

    [Theory]
    [InlineData("192.0.2.239", false)]
    [InlineData("192.0.2.240", true)]
    [InlineData("192.0.2.250", true)]
    [InlineData("192.0.2.251", false)]
    [InlineData("fd42::1", false)]
    public void A_range_contains_both_of_its_ends(string address, bool expected) =>
        Assert.Equal(expected, Range.Contains(IPAddress.Parse(address)));

    [Theory]
    [InlineData("192.0.2.0/24", true)]
    [InlineData("192.0.2.240/29", false)]
    public void A_range_is_inside_a_network_that_contains_both_of_its_ends(string network, bool expected) =>
        Assert.Equal(expected, Range.IsInside(IPNetwork.Parse(network)));

    [Fact]
    public void The_first_addresses_are_no_more_than_the_range_has()
    {
        Assert.Equal(["192.0.2.240", "192.0.2.241"], Range.Take(2).Select(address => address.ToString()));
        Assert.Equal(11, Range.Take(100).Count());
        Assert.Equal("255.255.255.255", Assert.Single(IPv4Range.Parse("255.255.255.255-255.255.255.255").Take(2)).ToString());
    }
}

using System.Net;
using System.Numerics;
using K8tre.Components.Addresses;

namespace K8tre.Tests.Addresses;

public sealed class CidrTests
{
    [Theory]
    [InlineData("10.0.0.0/16", "10.0.8.0/24", true)]
    [InlineData("10.0.8.0/24", "10.0.0.0/16", true)]
    [InlineData("10.0.0.0/16", "10.0.0.0/16", true)]
    [InlineData("10.0.0.0/16", "10.1.0.0/16", false)]
    [InlineData("fd42::/112", "fd42::8000/113", true)]
    [InlineData("fd42::/112", "fd42::1:0/112", false)]
    [InlineData("0.0.0.0/0", "fd42::/112", false)]
    public void Ranges_overlap_if_one_contains_the_other(string one, string other, bool expected) =>
        Assert.Equal(expected, Cidr.Overlap(IPNetwork.Parse(one), IPNetwork.Parse(other)));

    [Theory]
    [InlineData("10.0.0.0/16", 24, 0, "10.0.0.0/24")]
    [InlineData("10.0.0.0/16", 24, 255, "10.0.255.0/24")]
    [InlineData("10.0.0.0/16", 16, 0, "10.0.0.0/16")]
    [InlineData("0.0.0.0/0", 1, 1, "128.0.0.0/1")]
    [InlineData("fd42::/104", 120, 65535, "fd42::ff:ff00/120")]
    [InlineData("fd42::/64", 96, 2, "fd42::2:0:0/96")]
    public void A_range_is_divided_into_equal_parts(string whole, int prefixLength, int index, string expected) =>
        Assert.Equal(IPNetwork.Parse(expected), IPNetwork.Parse(whole).Part(prefixLength, index));

    [Theory]
    [InlineData("10.0.0.0/16", 24, 256)]
    [InlineData("10.0.0.0/16", 24, -1)]
    [InlineData("10.0.0.0/16", 15, 0)]
    [InlineData("10.0.0.0/16", 33, 0)]
    [InlineData("fd42::/112", 129, 0)]
    public void A_part_outside_the_range_is_refused(string whole, int prefixLength, int index) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => IPNetwork.Parse(whole).Part(prefixLength, index));

    [Theory]
    [InlineData("10.42.0.0/16", 24, "256")]
    [InlineData("10.42.0.0/24", 24, "1")]
    [InlineData("fd42::/104", 120, "65536")]
    [InlineData("::/0", 128, "340282366920938463463374607431768211456")]
    public void Parts_of_a_range_are_counted(string whole, int prefixLength, string expected) =>
        Assert.Equal(BigInteger.Parse(expected), IPNetwork.Parse(whole).PartCount(prefixLength));

    [Theory]
    [InlineData("10.43.0.0/16", 10, "10.43.0.10")]
    [InlineData("10.43.0.0/16", 65535, "10.43.255.255")]
    [InlineData("fd43::/112", 10, "fd43::a")]
    public void An_address_of_a_range_is_found_by_its_index(string range, int index, string expected) =>
        Assert.Equal(expected, IPNetwork.Parse(range).Address(index).ToString());

    [Fact]
    public void An_address_outside_the_range_is_refused() =>
        Assert.Throws<ArgumentOutOfRangeException>(() => IPNetwork.Parse("10.43.0.0/30").Address(4));

    [Theory]
    [InlineData("192.0.2.1", true)]
    [InlineData("192.0.2.01", false)]
    [InlineData("3221225985", false)]
    [InlineData("fd42:0::1", true)]
    public void An_IPv4_address_is_plain_only_if_it_is_written_in_full(string text, bool expected) =>
        Assert.Equal(expected, Cidr.IsPlain(IPAddress.Parse(text), text));

    [Theory]
    [InlineData("192.0.2.7/24", "the address has bits after the /24 prefix; write 192.0.2.0/24")]
    [InlineData("192.0.2.7/0", "the address has bits after the /0 prefix; write 0.0.0.0/0")]
    [InlineData("192.0.2.7/33", "write an IPv4 range in CIDR form, like 10.42.0.0/16")]
    [InlineData("192.0.2.7", "write an IPv4 range in CIDR form, like 10.42.0.0/16")]
    [InlineData("fd42::/112", "write an IPv4 range in CIDR form, like 10.42.0.0/16")]
    public void A_wrong_range_is_corrected(string text, string expected) => Assert.Equal(expected, Cidr.Mend(text));
}

using System.Net;
using K8tre.Components.Aws.Cluster;

namespace K8tre.Tests.Aws.Cluster;

public sealed class EksControlPlaneArgsTests
{
    private static EksControlPlaneArgs Valid => EksComponents.ControlPlane;

    [Fact]
    public void The_whole_internet_is_refused_as_a_range()
    {
        Assert.Throws<ArgumentException>(() => Valid with { PublicRanges = [IPNetwork.Parse("0.0.0.0/0")] });
        Assert.Throws<ArgumentException>(() => Valid with { AllowInbound = [IPNetwork.Parse("0.0.0.0/0")] });
    }

    [Theory]
    [InlineData()]
    [InlineData("arn:aws:iam::123456789012:root")]
    [InlineData("arn:aws:sts::123456789012:assumed-role/admin/session")]
    public void An_empty_list_and_principals_other_than_roles_and_users_are_refused_as_administrators(params string[] administrators) =>
        Assert.Throws<ArgumentException>(() => Valid with { Administrators = administrators });

    [Fact]
    public void Subnets_in_one_zone_are_refused() =>
        Assert.Throws<ArgumentException>(() => Valid with { Subnets = ["subnet-1"] });

    [Theory, InlineData("10.0.0.0/11"), InlineData("172.20.0.0/25")]
    public void A_range_of_Services_that_EKS_does_not_accept_is_refused(string range) =>
        Assert.Throws<ArgumentException>(() => Valid with { ServiceCidr = IPNetwork.Parse(range) });

    [Fact]
    public void A_name_too_long_for_the_names_of_roles_is_refused() =>
        Assert.Throws<ArgumentException>(() => Valid with { ClusterName = new string('a', EksControlPlaneArgs.LongestName + 1) });
}

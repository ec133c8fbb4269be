using System.Net;
using K8tre.Components.Aws.Cluster;

namespace K8tre.Tests.Aws.Cluster;

public sealed class EksClusterArgsTests
{
    private static EksClusterArgs Valid => EksComponents.Cluster;

    [Fact]
    public void A_range_that_is_everybody_is_refused()
    {
        Assert.Throws<ArgumentException>(() => Valid with { PublicRanges = [IPNetwork.Parse("0.0.0.0/0")] });
        Assert.Throws<ArgumentException>(() => Valid with { AllowInbound = [IPNetwork.Parse("0.0.0.0/0")] });
    }

    [Theory]
    [InlineData()]
    [InlineData("arn:aws:iam::123456789012:root")]
    [InlineData("arn:aws:sts::123456789012:assumed-role/admin/session")]
    public void Nobody_and_what_is_no_role_or_user_is_no_administrator(params string[] administrators) =>
        Assert.Throws<ArgumentException>(() => Valid with { Administrators = administrators });

    [Fact]
    public void One_zone_is_too_few_for_a_control_plane() =>
        Assert.Throws<ArgumentException>(() => Valid with { ControlPlaneSubnets = ["subnet-1"] });

    [Theory, InlineData("10.0.0.0/11"), InlineData("172.20.0.0/25")]
    public void A_range_of_Services_that_EKS_does_not_take_is_refused(string range) =>
        Assert.Throws<ArgumentException>(() => Valid with { ServiceCidr = IPNetwork.Parse(range) });

    [Fact]
    public void A_name_that_leaves_no_room_for_roles_is_refused() =>
        Assert.Throws<ArgumentException>(() => Valid with { ClusterName = new string('a', EksClusterArgs.LongestName + 1) });

    [Theory, InlineData(0, 3), InlineData(1, 1), InlineData(2, 1), InlineData(-1, 1)]
    public void A_first_pool_that_is_empty_or_cannot_grow_is_refused(int min, int max) =>
        Assert.Throws<ArgumentException>(() => Valid with { Pools = [EksComponents.Pool with { MinNodesPerZone = min, MaxNodesPerZone = max }] });

    [Fact]
    public void A_first_pool_with_taints_is_refused() =>
        Assert.Throws<ArgumentException>(() => Valid with { Pools = [EksComponents.Pool with { Taints = ["a=b:NoSchedule"] }] });

    [Fact]
    public void A_further_pool_may_begin_empty() =>
        Assert.Equal(2, (Valid with { Pools = [EksComponents.Pool, EksComponents.Pool with { Name = "gpu", MinNodesPerZone = 0 }] }).Pools.Count);
}

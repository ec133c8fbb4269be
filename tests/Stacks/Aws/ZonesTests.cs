using K8tre.PlanModel;

namespace K8tre.Tests.Stacks.Aws;

/// <summary>
/// Another zone of a platform that exists. Amazon adds no zone to a control plane:
/// https://docs.aws.amazon.com/eks/latest/userguide/network-reqs.html#network-requirements-subnets
/// </summary>
public sealed class ZonesTests : IAsyncLifetime
{
    private Plan _two = null!;
    private Plan _three = null!;

    public async Task InitializeAsync()
    {
        _two = await ChangedStack.PlanAsync("aws-dev", "zones: [a, b]", "zones: [a, b]");
        _three = await ChangedStack.PlanAsync("aws-dev", "zones: [a, b]", "zones: [a, b, c]");
    }

    public Task DisposeAsync() => Task.CompletedTask;

    [Fact]
    public void The_control_plane_keeps_its_subnets()
    {
        var (before, after) = (Subnets(_two), Subnets(_three));

        Assert.Equal(["k8tre-dev-vpc-isolated-a", "k8tre-dev-vpc-isolated-b"], before);
        Assert.Equal(before, after);
    }

    [Fact]
    public void Nodes_and_files_are_in_the_new_zone() => Assert.All(
        ["aws:eks/nodeGroup:NodeGroup", "aws:efs/mountTarget:MountTarget"],
        type => Assert.Equal((2, 3), (Count(_two, type), Count(_three, type))));

    [Fact]
    public void The_firewall_accepts_the_subnet_of_the_new_zone()
    {
        var firewall = ChangedStack.Only(_two, "aws:networkfirewall/firewall:Firewall", "k8tre-dev-vpc-internet-egress");

        Assert.False((bool)firewall.Inputs["subnetChangeProtection"]!);
    }

    private static int Count(Plan plan, string type) => plan.Resources.Count(resource => resource.Type == type);

    private static IEnumerable<string> Subnets(Plan plan)
    {
        var ids = ChangedStack.Only(plan, "aws:eks/cluster:Cluster", "k8tre-dev-eks").Inputs.At("vpcConfig.subnetIds")!.AsArray();
        return ids.Select(id => plan.Resources.Single(resource => resource.Id == (string?)id).Name);
    }
}

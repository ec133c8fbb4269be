using K8tre.Components.Azure.Cluster;
using K8tre.Components.Clusters;
using Pulumi.AzureNative.ContainerService;

namespace K8tre.Tests.Azure.Cluster;

public sealed class AksEgressTests
{
    [Fact]
    public void Egress_rules_cover_the_add_ons_of_a_cluster_and_no_others()
    {
        Assert.Equal(["azure-policy", "log-analytics", "azure-monitor", "defender"], Names(new(), TreEnvironment.Prd));
        Assert.Equal(["azure-policy", "log-analytics", "azure-monitor"], Names(new(), TreEnvironment.Dev));
        Assert.Equal(["log-analytics", "defender"], Names(new()
        {
            HasPolicy = false,
            HasContainerLogs = false,
            HasDefender = true,
        }, TreEnvironment.Dev));
        Assert.Empty(Names(new() { HasPolicy = false, HasContainerLogs = false, HasDefender = false }, TreEnvironment.Prd));
    }

    [Theory, InlineData("Install"), InlineData("None")]
    public void Clusters_with_GPUs_reach_the_sources_of_the_driver(string driver) => Assert.Contains(
        "gpu-driver", Names(new(), TreEnvironment.Dev, AzureComponents.Pool with
        {
            GpuDriver = driver == "Install" ? GPUDriver.Install : GPUDriver.None,
        }));

    [Fact]
    public void The_agents_use_the_endpoint_of_their_region() => Assert.Contains(
        "uksouth.handler.control.monitor.azure.com", AksEgress.For(
            new(),
            TreEnvironment.Dev,
            "uksouth",
            []).SelectMany(rule => rule.Fqdns));

    [Fact]
    public void Clusters_of_other_stacks_get_the_rules_of_all_add_ons() => Assert.Equal(
        [
            "azure-policy",
            "log-analytics",
            "azure-monitor",
            "defender",
            "gpu-driver",
        ], AksEgress.ForAny("uksouth").Select(rule => rule.Name));

    private static IEnumerable<string> Names(AksAddOns addOns, TreEnvironment environment, params AksNodePool[] pools) =>
        AksEgress.For(addOns, environment, "uksouth", pools).Select(rule => rule.Name);
}

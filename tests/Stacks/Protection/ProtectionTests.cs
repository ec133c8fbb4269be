using K8tre.Automation.Engine.Updates;
using K8tre.Automation.Planning;
using K8tre.PlanModel;

namespace K8tre.Tests.Stacks.Protection;

/// <summary>Protection of clusters from deletion and replacement.</summary>
public sealed class ProtectionTests(AllPlans all) : IClassFixture<AllPlans>
{
    private const string NotProtected = "not protected: ";

    [Fact]
    public void Every_cluster_of_every_stack_is_protected_by_default() => Assert.All(all.Plans, plan =>
    {
        var clusters = plan.Resources.Where(resource => ResourceKind.Of(resource.Type) == ResourceKind.Cluster).ToArray();

        Assert.NotEmpty(clusters);
        Assert.All(clusters, cluster => Assert.True(cluster.Options.Protect, cluster.Urn));
        Assert.DoesNotContain(NotProtected, Text(plan), StringComparison.Ordinal);
    });

    [Theory]
    [InlineData("aws-dev", "aws:eks/cluster:Cluster k8tre-dev-eks")]
    [InlineData("azure-dev", "azure-native:containerservice:ManagedCluster k8tre-dev-aks")]
    [InlineData("dev", "k8tre:onprem:TeardownMark k8tre-dev-k3s-teardown")]
    public async Task An_environment_lifts_the_protection_and_the_plan_says_so(string stack, string cluster)
    {
        var plan = await ChangedStack.PlanAsync(stack, "environment: dev\n", "environment: dev\n        protected: false\n");

        Assert.Contains(
            $"{NotProtected}{cluster}; a deployment can delete or replace this cluster (protected: false)\n",
            Text(plan), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_protection_of_a_K3s_cluster_covers_its_deletion_and_registration_and_lets_nodes_leave()
    {
        var plan = await ChangedStack.PlanAsync("dev", "environment: dev\n", "environment: dev\n");

        var kept = plan.Resources.Where(resource => resource.Options.Protect).Select(resource => $"{resource.Type} {resource.Name}");
        Assert.Equal(
            [
                "command:remote:Command k8tre-dev-k3s-teardown", "k8tre:gitops:ClusterRegistration k8tre-dev-registration",
                "k8tre:onprem:TeardownMark k8tre-dev-k3s-teardown", "kubernetes:core/v1:Secret k8tre-dev-registration",
            ],
            kept.Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task A_change_that_replaces_a_protected_cluster_is_announced_as_one_that_fails()
    {
        var before = await ChangedStack.PlanAsync("aws-dev", "zones: [a, b]", "zones: [a, b]");
        var text = File.ReadAllText(Path.Combine(Repository.Root, "Pulumi.aws-dev.yaml"))
            .Replace("zones: [a, b]", "zones: [a, b]\n          serviceCidr: 172.22.0.0/16", StringComparison.Ordinal);

        var plan = await StackFile.PlanAsync(
            text, with: request => request with { Since = RecordedState.From(before) });

        using var list = new StringWriter();
        ChangeList.Write(plan, "the plan", list);
        Assert.Contains(
            "cluster  replaced  k8tre-dev-eks [kubernetesNetworkConfig.serviceIpv4Cidr] (it is protected: the deployment fails)",
            list.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain(" network ", list.ToString(), StringComparison.Ordinal);
    }

    private static string Text(Plan plan)
    {
        using var text = new StringWriter();
        PlanTree.Write(plan, text);
        return text.ToString();
    }
}

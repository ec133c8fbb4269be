using System.Text.Json.Nodes;
using K8tre.Automation.Needs;

namespace K8tre.Tests.Needs;

/// <summary>The platforms of all stacks against the needs of K8TRE at the commit of the facts.</summary>
public sealed class StackNeedsTests(PlannedStacks stacks) : IClassFixture<PlannedStacks>
{
    [Fact]
    public void Every_environment_of_every_stack_is_compared() => Assert.Equal(
        [
            "aws/dev", "aws/prd", "aws/stg", "aws-dev/dev", "azure-dev/dev", "dev/dev", "onprem/prd", "prod/prd", "prod/stg",
        ],
        stacks.Plans.SelectMany(plan => plan.Environments.Select(environment => $"{plan.Stack}/{environment.Name}"))
            .Order(StringComparer.Ordinal).OrderBy(name => name.Split('/')[0], StringComparer.Ordinal));

    [Fact]
    public void The_stacks_install_the_commit_whose_needs_are_known() => Assert.All(
        stacks.Plans.SelectMany(plan => plan.Environments), environment => Assert.Equal(environment.Commit, environment.Revision));

    [Fact]
    public void Every_namespace_has_the_pod_security_level_that_its_pods_need() => NothingIsMissing("podSecurity");

    [Fact]
    public void Every_claim_has_a_storage_class() => NothingIsMissing("storageClasses");

    [Fact]
    public void Every_definition_that_an_application_needs_is_installed() => NothingIsMissing("definitions");

    [Fact]
    public void Every_host_that_k8tre_needs_is_allowed() => NothingIsMissing("hosts");

    [Fact]
    public void Every_service_has_an_address_of_the_load_balancer() => NothingIsMissing("loadBalancerAddresses");

    [Fact]
    public void Every_node_can_be_drained() => NothingIsMissing("disruptionBudgets");

    [Fact]
    public void The_nodes_are_large_enough()
    {
        NothingIsMissing("pods");
        NothingIsMissing("cpu");
        NothingIsMissing("memory");
    }

    [Fact]
    public void A_cluster_of_a_cloud_starts_with_nodes_that_hold_k8tre()
    {
        // Argo CD, Cilium and the agents of the cloud: 600m and 2 GiB for Argo CD, the rest doubled for safety.
        const double ownCpus = 2, ownGiB = 4;
        var environments = stacks.Plans.SelectMany(PlannedEnvironment.Of).Where(environment => environment.Vendor != "k3s").ToList();

        Assert.Equal(7, environments.Count);
        Assert.All(environments, environment =>
        {
            var (totals, pools) = (WorkloadFacts.Current.TotalsOf(environment.Vendor, environment.Name), NodePool.Of(environment));
            Assert.InRange(totals.Cpu + ownCpus, 0, pools.Sum(pool => pool.MinNodes * (pool.Size?.Cpus ?? 0)));
            Assert.InRange((totals.MemoryMiB / 1024.0) + ownGiB, 0, pools.Sum(pool => pool.MinNodes * (pool.Size?.MemoryGiB ?? 0)));
        });
    }

    [Fact]
    public void The_level_in_the_plan_is_that_of_the_file_that_the_api_server_reads()
    {
        var onHosts = stacks.WithFiles.Where(stack => stack.Rules.Of("k3s:psa").Any()).ToList();

        Assert.Equal(["dev", "onprem"], onHosts.Select(stack => stack.Plan.Stack));
        Assert.All(onHosts, stack =>
        {
            var cluster = stack.Plan.Resources.Single(resource => resource.Type == "k8tre:onprem:K3sCluster");
            Assert.All(stack.Rules.Of("k3s:psa"), file =>
            {
                var configuration = file.Inputs["plugins"]![0]!["configuration"]!;
                Assert.Equal((string?)configuration["defaults"]!["enforce"], (string?)cluster.Outputs["podSecurity"]);
                Assert.True(JsonNode.DeepEquals(configuration["exemptions"]!["namespaces"], cluster.Outputs["podSecurityExemptions"]));
            });
        });
    }

    private void NothingIsMissing(string subject)
    {
        var needs = stacks.Plans
            .SelectMany(plan => plan.Environments.Select(environment => (
                Place: $"{plan.Stack}/{environment.Name}", Need: environment.Needs.Single(need => need.Subject == subject))))
            .ToList();
        var missing = needs.SelectMany(item => item.Need.Missing.Select(text => $"{item.Place}: {text}"));

        Assert.NotEmpty(needs);
        Assert.True(!missing.Any(), string.Join('\n', missing));
    }
}

namespace K8tre.Tests.Stacks.Aws;

/// <summary>The management cluster of the example with three environments.</summary>
public sealed class AwsManagementTests(AwsPlan aws) : IClassFixture<AwsPlan>
{
    [Fact]
    public void It_has_a_node_for_each_replica_of_Redis_so_that_Argo_CD_is_highly_available()
    {
        var groups = aws.Plan.Resources
            .Where(resource => resource.Type == "aws:eks/nodeGroup:NodeGroup"
                && resource.Name.StartsWith("k8tre-management-nodes-work-", StringComparison.Ordinal))
            .ToArray();

        Assert.Equal(3, groups.Sum(group => (int)(double)group.Inputs.At("scalingConfig.minSize")!));
        Assert.Equal(3, groups.Select(group => (string?)group.Inputs.At("subnetIds.0")).Distinct().Count());
        Assert.True((bool)aws["kubernetes:helm.sh/v3:Release", "k8tre-management-argocd"].Inputs.At("values.redis-ha.enabled")!);
    }
}

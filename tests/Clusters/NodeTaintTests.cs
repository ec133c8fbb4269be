using K8tre.Components.Clusters;

namespace K8tre.Tests.Clusters;

public sealed class NodeTaintTests
{
    [Theory]
    [InlineData("", true)]
    [InlineData("gpu=a:PreferNoSchedule", true)]
    [InlineData("gpu=a:NoSchedule", false)]
    [InlineData("node-role.kubernetes.io/control-plane=:NoExecute", false)]
    [InlineData("gpu=a:PreferNoSchedule gpu=b:NoSchedule", false)]
    public void Ordinary_pods_run_on_a_node_without_a_taint_that_repels_them(string taints, bool run) =>
        Assert.Equal(run, NodeTaint.AdmitOrdinaryPods(taints.Split(' ', StringSplitOptions.RemoveEmptyEntries)));
}

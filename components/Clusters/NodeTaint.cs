namespace K8tre.Components.Clusters;

/// <summary>Taints of nodes, each <c>key=value:Effect</c>.</summary>
/// <remarks>https://kubernetes.io/docs/concepts/scheduling-eviction/taint-and-toleration/</remarks>
public static class NodeTaint
{
    // PreferNoSchedule only makes the scheduler look for another node first.
    private static readonly string[] Repelling = ["NoSchedule", "NoExecute"];

    /// <summary>Returns true if pods without tolerations run on a node with these taints.</summary>
    public static bool AdmitOrdinaryPods(IEnumerable<string> taints) =>
        !taints.Any(taint => Repelling.Contains(taint.Split(':')[^1]));
}

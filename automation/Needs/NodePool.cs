using System.Text.Json.Nodes;
using K8tre.PlanModel;

namespace K8tre.Automation.Needs;

/// <summary>Nodes of one size that accept pods without tolerations.</summary>
/// <param name="MinNodes">Number of nodes that the pool starts with.</param>
/// <param name="MaxNodes">Number of nodes that the autoscaler can start.</param>
/// <param name="Size">Size of a node. Null: not known.</param>
/// <param name="MaxPods">Number of pods that a node accepts. Null: not known.</param>
internal sealed record NodePool(int MinNodes, int MaxNodes, NodeSize? Size, int? MaxPods)
{
    // The kubelet's default: https://kubernetes.io/docs/reference/config-api/kubelet-config.v1beta1/
    private const int DefaultMaxPods = 110;

    // Taints of nodes that Cilium has not prepared yet. It removes them.
    private static readonly string[] Passing = ["ignore-taint.cluster-autoscaler.kubernetes.io/", "node.cilium.io/"];

    /// <summary>Returns the pools of an environment's cluster.</summary>
    public static IReadOnlyList<NodePool> Of(PlannedEnvironment environment) =>
    [
        .. environment.Resources.SelectMany(resource => resource.Type switch
        {
            "azure-native:containerservice:ManagedCluster" =>
                (resource.Inputs["agentPoolProfiles"] as JsonArray ?? []).SelectMany(profile => OnAzure(profile!)),
            "azure-native:containerservice:AgentPool" => OnAzure(resource.Inputs),
            "aws:eks/nodeGroup:NodeGroup" => OnAws(resource.Inputs),
            "k8tre:onprem:K3sCluster" => OnHosts(resource),
            _ => [],
        }),
    ];

    private static IEnumerable<NodePool> OnAzure(JsonNode pool)
    {
        if (pool["nodeTaints"] is JsonArray { Count: > 0 } || (string?)pool["scaleSetPriority"] == "Spot")
            yield break;
        yield return new(
            Number(pool["minCount"]), Number(pool["maxCount"]), NodeSize.OnAzure((string?)pool["vmSize"] ?? ""), Number(pool["maxPods"]));
    }

    private static IEnumerable<NodePool> OnAws(JsonObject group)
    {
        var taints = group["taints"] as JsonArray ?? [];
        if (taints.Any(taint => !Passing.Any(prefix => ((string?)taint!["key"] ?? "").StartsWith(prefix, StringComparison.Ordinal))))
            yield break;
        var sizes = (group["instanceTypes"] as JsonArray ?? []).Select(type => NodeSize.OnAws((string)type!)).ToList();
        var scaling = group["scalingConfig"]!;
        // EC2 can start any of the types: the smallest counts.
        var size = sizes.Contains(null) ? null : sizes.MinBy(known => known!.MemoryGiB);
        yield return new(Number(scaling["minSize"]), Number(scaling["maxSize"]), size, MaxPods: null);
    }

    private static IEnumerable<NodePool> OnHosts(PlanResource cluster)
    {
        var nodes = Number(cluster.Outputs["nodeCount"]);
        yield return new(nodes, nodes, Size: null, DefaultMaxPods);
    }

    private static int Number(JsonNode? node)
        => node is JsonValue value && value.TryGetValue(out double number) ? (int)number : 0;
}

using K8tre.Components.Clusters;
using K8tre.Components.Network;

namespace K8tre.Components.Azure.Workloads;

/// <summary>
/// Network policies of the agents that AKS installs, for the time after K8TRE's cluster-wide default deny. The firewall restricts the
/// names.
/// </summary>
/// <remarks>
/// The default deny: <c>allow-pod-to-pod-via-gateway</c>, https://github.com/k8tre/k8tre/tree/d9ff2e1/apps/jupyterhub. The policies are
/// cluster-wide because Azure creates the namespace <c>mdc</c> later, if at all.
/// </remarks>
public sealed class AgentPolicies : ComponentResource
{
    private const string NamespaceLabel = "k8s:io.kubernetes.pod.namespace", System = "kube-system";

    /// <summary>Applies the policies to the cluster of the inherited provider.</summary>
    public AgentPolicies(string name, ComponentResourceOptions? options = null)
        : base("k8tre:azure:AgentPolicies", name, options)
    {
        // https://github.com/microsoft/Docker-Provider/blob/b780558/kubernetes/ama-logs.yaml
        Allow(
            "container-logs", "Azure Monitor's agents send container logs to the workspace; without it no container logs arrive.",
            (NamespaceLabel, System), ("component", "ama-logs-agent"));
        // https://learn.microsoft.com/azure/governance/policy/concepts/policy-for-kubernetes#logging
        Allow(
            "policy", "Azure Policy's agent fetches policies and reports on them; without it the cluster is not checked.",
            (NamespaceLabel, System), ("app", "azure-policy"));
        // https://learn.microsoft.com/azure/defender-for-cloud/defender-for-containers-architecture
        Allow(
            "defender", "Defender's sensors send security events; without it Defender is blind.",
            (NamespaceLabel, System), ("app", "defender"));
        Allow(
            "defender-sensor", "Defender's sensors send security events from their own namespace; without it Defender is blind.",
            (NamespaceLabel, "mdc"));

        RegisterOutputs();

        void Allow(string agent, string reason, params (string Key, string Value)[] labels) => _ = new CiliumPolicy($"{name}-{agent}", new()
        {
            Reason = reason,
            Selector = CiliumSelector.PodsWith(labels),
            Egress = [CiliumRule.ToEntities(["world"], "443/TCP")],
        }, new() { Parent = this });
    }
}

/// <summary>Add-on that applies <see cref="AgentPolicies"/>.</summary>
public sealed class AgentPoliciesAddOn : IClusterAddOn
{
    /// <inheritdoc/>
    public string Name => "agents";

    /// <inheritdoc/>
    public AddOnPhase Phase => AddOnPhase.AfterNetwork;

    /// <inheritdoc/>
    public Resource Install(AddOnContext context) => new AgentPolicies(context.Name, context.Options);
}

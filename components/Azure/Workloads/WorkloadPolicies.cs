using K8tre.Components.Clusters;
using K8tre.Components.Network;

namespace K8tre.Components.Azure.Workloads;

/// <summary>
/// Network policies of workloads with an identity in Azure, for the time after K8TRE's cluster-wide default deny. The firewall restricts the names.
/// </summary>
/// <remarks>The default deny: <c>allow-pod-to-pod-via-gateway</c>, https://github.com/k8tre/k8tre/tree/main/apps/jupyterhub</remarks>
public sealed class WorkloadPolicies : ComponentResource
{
    /// <summary>Applies the policies to the cluster of the inherited provider.</summary>
    public WorkloadPolicies(string name, ComponentResourceOptions? options = null)
        : base("k8tre:azure:WorkloadPolicies", name, options)
    {
        var inside = new CustomResourceOptions { Parent = this };
        Allow("externaldns", "external-dns signs in to Entra and writes records; without it no name leads to the gateway.", "443/TCP");
        Allow(
            "cert-manager", "cert-manager signs in to Entra, writes challenges, asks whether they spread, and orders certificates.",
            "443/TCP", "53/UDP", "53/TCP");
        Allow("external-secrets", "external-secrets signs in to Entra and reads the vault.", "443/TCP");

        RegisterOutputs();

        void Allow(string @namespace, string reason, params string[] ports) => _ = new CiliumPolicy($"{name}-{@namespace}", new()
        {
            Reason = reason,
            Selector = CiliumPolicy.PodsWith(("k8s:io.kubernetes.pod.namespace", @namespace)),
            Egress = [CiliumPolicy.ToEntities(["world"], ports)],
        }, inside);
    }
}

/// <summary>Add-on that applies <see cref="WorkloadPolicies"/>.</summary>
public sealed class WorkloadPoliciesAddOn : IClusterAddOn
{
    /// <inheritdoc/>
    public string Name => "workloads";

    /// <inheritdoc/>
    public AddOnPhase Phase => AddOnPhase.AfterNetwork;

    /// <inheritdoc/>
    public Resource Install(AddOnContext context) => new WorkloadPolicies(context.Name, context.Options);
}

using K8tre.Components.Network;

namespace K8tre.Components.Azure.Workloads;

/// <summary>
/// What workloads with an identity in Azure may reach outside, stated before K8TRE's clusterwide default-deny arrives. The firewall decides
/// which names answer.
/// </summary>
/// <remarks>The default-deny: <c>allow-pod-to-pod-via-gateway</c>, https://github.com/k8tre/k8tre/tree/main/apps/jupyterhub</remarks>
public sealed class WorkloadPolicies : ComponentResource
{
    /// <summary>Applies the policies to the cluster of the inherited provider.</summary>
    public WorkloadPolicies(string name, ComponentResourceOptions? options = null)
        : base("k8tre:azure:WorkloadPolicies", name, options)
    {
        var inside = new CustomResourceOptions { Parent = this };
        Allow("externaldns", "external-dns signs in to Entra and writes records; without it no name leads to the gateway.", "443/TCP");
        Allow("cert-manager", "cert-manager signs in to Entra, writes challenges, asks whether they spread, and orders certificates.", "443/TCP", "53/UDP", "53/TCP");
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

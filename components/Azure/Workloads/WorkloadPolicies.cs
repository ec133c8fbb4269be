using K8tre.Components.Clusters;
using K8tre.Components.Network;

namespace K8tre.Components.Azure.Workloads;

/// <summary>Inputs of <see cref="WorkloadPolicies"/>.</summary>
public sealed record WorkloadPoliciesArgs
{
    /// <summary>Indicates that cert-manager orders public certificates.</summary>
    public required bool OrdersCertificates { get; init; }
}

/// <summary>
/// Network policies of workloads with an identity in Azure, for the time after K8TRE's cluster-wide default deny. The firewall restricts
/// the names.
/// </summary>
/// <remarks>The default deny: <c>allow-pod-to-pod-via-gateway</c>, https://github.com/k8tre/k8tre/tree/main/apps/jupyterhub</remarks>
public sealed class WorkloadPolicies : ComponentResource
{
    /// <summary>Applies the policies to the cluster of the inherited provider.</summary>
    public WorkloadPolicies(string name, WorkloadPoliciesArgs args, ComponentResourceOptions? options = null)
        : base("k8tre:azure:WorkloadPolicies", name, options)
    {
        var inside = new CustomResourceOptions { Parent = this };
        Allow("externaldns", "external-dns signs in to Entra and writes records; without it no name leads to the gateway.", "443/TCP");
        Allow(
            "external-secrets", "external-secrets signs in to Entra and reads the vault; without it nothing has its passwords.", "443/TCP");
        if (args.OrdersCertificates)
        {
            Allow(
                "cert-manager",
                "cert-manager orders certificates, and looks up their challenges; without it the gateway's certificate ends.",
                "443/TCP", "53/UDP", "53/TCP");
        }

        RegisterOutputs();

        // Each chart installs into a namespace with the name of its ServiceAccount. Webhooks in that namespace have other accounts.
        void Allow(string account, string reason, params string[] ports) => _ = new CiliumPolicy($"{name}-{account}", new()
        {
            Reason = reason,
            Selector = CiliumSelector.PodsWith(
                ("k8s:io.kubernetes.pod.namespace", account), ("k8s:io.cilium.k8s.policy.serviceaccount", account)),
            Egress = [CiliumRule.ToEntities(["world"], ports)],
        }, inside);
    }
}

/// <summary>Add-on that applies <see cref="WorkloadPolicies"/>.</summary>
/// <param name="args">Inputs of the policies.</param>
public sealed class WorkloadPoliciesAddOn(WorkloadPoliciesArgs args) : IClusterAddOn
{
    /// <inheritdoc/>
    public string Name => "workloads";

    /// <inheritdoc/>
    public AddOnPhase Phase => AddOnPhase.AfterNetwork;

    /// <inheritdoc/>
    public Resource Install(AddOnContext context) => new WorkloadPolicies(context.Name, args, context.Options);
}

using K8tre.Components.Aws.Iam;
using K8tre.Components.Clusters;
using K8tre.Components.Network;

namespace K8tre.Components.Aws.Workloads;

/// <summary>Inputs of <see cref="WorkloadPolicies"/>.</summary>
public sealed record WorkloadPoliciesArgs
{
    /// <summary>Indicates that K8TRE is installed in the cluster. Otherwise only the driver of block storage has an identity.</summary>
    public required bool IsTarget { get; init; }
}

/// <summary>
/// Network policies of workloads with an identity in AWS, applied before K8TRE's cluster-wide default deny: they allow the agent on the
/// node, which provides the identity, and AWS. The firewall restricts the names.
/// </summary>
/// <remarks>
/// The default deny: <c>allow-pod-to-pod-via-gateway</c>, https://github.com/k8tre/k8tre/tree/main/apps/jupyterhub. K8TRE's own exception,
/// <c>default-network-policy/aws</c>, covers VPCs in 10.0.0.0/16 only. The agent has an address of the node:
/// https://docs.aws.amazon.com/eks/latest/userguide/pod-id-how-it-works.html, https://github.com/cilium/cilium/issues/34387
/// </remarks>
public sealed class WorkloadPolicies : ComponentResource
{
    /// <summary>Applies the policies to the cluster of the inherited provider.</summary>
    public WorkloadPolicies(string name, WorkloadPoliciesArgs args, ComponentResourceOptions? options = null)
        : base("k8tre:aws:WorkloadPolicies", name, options)
    {
        var inside = new CustomResourceOptions { Parent = this };
        Allow(PodServiceAccount.BlockStorage, "The driver of EBS makes and attaches volumes; without it pods wait for theirs.");
        if (args.IsTarget)
            AllowThoseOfK8tre();

        RegisterOutputs();

        void AllowThoseOfK8tre()
        {
            Allow(PodServiceAccount.FileStorage, "The driver of EFS makes directories; without it pods wait for theirs.");
            Allow(PodServiceAccount.Autoscaler, "The autoscaler asks for nodes; without it pods wait for room.");
            Allow(PodServiceAccount.LoadBalancer, "The controller makes the load balancer of the gateway; without it nobody comes in.");
            Allow(PodServiceAccount.ExternalDns, "external-dns writes records; without it no name leads to the gateway.");
            Allow(PodServiceAccount.ExternalSecrets, "external-secrets reads the parameters; without it nothing has its passwords.");
        }

        void Allow(PodServiceAccount account, string reason) => _ = new CiliumPolicy($"{name}-{account.ServiceAccount}", new()
        {
            Reason = reason,
            Selector = CiliumSelector.PodsWith(
                ("k8s:io.kubernetes.pod.namespace", account.Namespace),
                ("k8s:io.cilium.k8s.policy.serviceaccount", account.ServiceAccount)),
            Egress = [CiliumRule.ToEntities(["host"], "80/TCP"), CiliumRule.ToEntities(["world"], "443/TCP")],
        }, inside);
    }
}

/// <summary>Add-on that applies <see cref="WorkloadPolicies"/> before Argo CD installs the workloads.</summary>
/// <param name="args">Inputs of the policies.</param>
public sealed class WorkloadPoliciesAddOn(WorkloadPoliciesArgs args) : IClusterAddOn
{
    /// <inheritdoc/>
    public string Name => "policies";

    /// <inheritdoc/>
    public AddOnPhase Phase => AddOnPhase.BeforeArgoCd;

    /// <inheritdoc/>
    public Resource Install(AddOnContext context) => new WorkloadPolicies(context.Name, args, context.Options);
}

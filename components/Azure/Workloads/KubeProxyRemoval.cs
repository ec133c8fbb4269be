using K8tre.Components.Clusters;
using Pulumi.Kubernetes.AdmissionRegistration.V1;
using Pulumi.Kubernetes.Apps.V1;
using Pulumi.Kubernetes.Types.Inputs.AdmissionRegistration.V1;
using Pulumi.Kubernetes.Types.Inputs.Apps.V1;
using Pulumi.Kubernetes.Types.Inputs.Core.V1;
using Pulumi.Kubernetes.Types.Inputs.Meta.V1;

namespace K8tre.Components.Azure.Workloads;

/// <summary>
/// Removal of kube-proxy from all nodes, because Cilium replaces it. The DaemonSet of AKS gets a node selector that matches no node, and an admission policy
/// restores the selector whenever AKS rewrites the DaemonSet.
/// </summary>
/// <remarks>
/// Reasons and alternatives: docs/decisions/0006-aks-without-a-cni-and-without-kube-proxy.md.
/// https://kubernetes.io/docs/reference/access-authn-authz/mutating-admission-policy/
/// </remarks>
public sealed class KubeProxyRemoval : ComponentResource
{
    /// <summary>Label of nodes on which kube-proxy may run, and its value. No node has the label.</summary>
    internal const string Label = "k8tre.io/kube-proxy", Wanted = "wanted";

    /// <summary>
    /// Patch of the DaemonSet, in CEL. It is a JSON patch because an apply configuration cannot change a node selector. It sets the whole selector, so that
    /// it also works if there is none.
    /// </summary>
    internal const string Patch = $$$"""[JSONPatch{op: "add", path: "/spec/template/spec/nodeSelector", value: {"{{{Label}}}": "{{{Wanted}}}"}}]""";

    private const string Namespace = "kube-system", DaemonSet = "kube-proxy";

    private const string Policy = "k8tre-no-kube-proxy";

    /// <summary>Removes kube-proxy from the cluster of the inherited provider, which must run Cilium already.</summary>
    public KubeProxyRemoval(string name, ComponentResourceOptions? options = null)
        : base("k8tre:azure:KubeProxyRemoval", name, options)
    {
        var selector = new DaemonSetPatch(name, new DaemonSetPatchArgs
        {
            // The field belongs to AKS if AKS ever sets it.
            Metadata = new ObjectMetaPatchArgs { Name = DaemonSet, Namespace = Namespace, Annotations = { ["pulumi.com/patchForce"] = "true" } },
            Spec = new DaemonSetSpecPatchArgs
            {
                Template = new PodTemplateSpecPatchArgs { Spec = new PodSpecPatchArgs { NodeSelector = { [Label] = Wanted } } },
            },
        }, new() { Parent = this });

        var policy = new MutatingAdmissionPolicy($"{name}-policy", new MutatingAdmissionPolicyArgs
        {
            Metadata = Named(),
            Spec = new MutatingAdmissionPolicySpecArgs
            {
                // A kube-proxy that runs again does no harm. A failure of AKS to write its own DaemonSet could.
                FailurePolicy = "Ignore",
                ReinvocationPolicy = "IfNeeded",
                MatchConstraints = new MatchResourcesArgs
                {
                    NamespaceSelector = new LabelSelectorArgs { MatchLabels = { ["kubernetes.io/metadata.name"] = Namespace } },
                    ResourceRules =
                    {
                        new NamedRuleWithOperationsArgs
                        {
                            ApiGroups = { "apps" },
                            ApiVersions = { "v1" },
                            Operations = { "CREATE", "UPDATE" },
                            Resources = { "daemonsets" },
                            ResourceNames = { DaemonSet },
                        },
                    },
                },
                Mutations = { new MutationArgs { PatchType = "JSONPatch", JsonPatch = new JSONPatchArgs { Expression = Patch } } },
            },
            // On removal, the policy is deleted before the selector: otherwise it would restore the selector.
        }, new() { Parent = this, DependsOn = { selector } });
        _ = new MutatingAdmissionPolicyBinding($"{name}-binding", new MutatingAdmissionPolicyBindingArgs
        {
            Metadata = Named(),
            Spec = new MutatingAdmissionPolicyBindingSpecArgs { PolicyName = policy.Metadata.Apply(metadata => metadata.Name) },
        }, new() { Parent = this });

        RegisterOutputs();
    }

    // AKS excludes webhooks from its own namespaces unless they have this label. Its documentation does not mention policies.
    // https://learn.microsoft.com/azure/aks/faq
    private static ObjectMetaArgs Named() => new() { Name = Policy, Labels = { ["admissions.enforcer/disabled"] = "true" } };
}

/// <summary>Add-on that installs <see cref="KubeProxyRemoval"/>.</summary>
public sealed class KubeProxyRemovalAddOn : IClusterAddOn
{
    /// <inheritdoc/>
    public string Name => "kube-proxy";

    /// <inheritdoc/>
    public AddOnPhase Phase => AddOnPhase.AfterNetwork;

    /// <inheritdoc/>
    public Resource Install(AddOnContext context) => new KubeProxyRemoval(context.Name, context.Options);
}

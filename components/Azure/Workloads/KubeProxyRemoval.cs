using Pulumi.Kubernetes.AdmissionRegistration.V1;
using Pulumi.Kubernetes.Apps.V1;
using Pulumi.Kubernetes.Types.Inputs.AdmissionRegistration.V1;
using Pulumi.Kubernetes.Types.Inputs.Apps.V1;
using Pulumi.Kubernetes.Types.Inputs.Core.V1;
using Pulumi.Kubernetes.Types.Inputs.Meta.V1;

namespace K8tre.Components.Azure.Workloads;

/// <summary>
/// Keeps AKS's kube-proxy off every node, once Cilium answers for Services: its DaemonSet asks for nodes with a label that none has, and an admission
/// policy puts that back whenever AKS writes the DaemonSet anew.
/// </summary>
/// <remarks>
/// Why so, and what else there was: docs/decisions/0006-aks-without-a-cni-and-without-kube-proxy.md.
/// https://kubernetes.io/docs/reference/access-authn-authz/mutating-admission-policy/
/// </remarks>
public sealed class KubeProxyRemoval : ComponentResource
{
    /// <summary>Label of nodes on which kube-proxy may run, and its value. No node has it.</summary>
    internal const string Label = "k8tre.io/kube-proxy", Wanted = "wanted";

    /// <summary>
    /// What is done to the DaemonSet, in CEL. A JSON patch: the other kind may not touch a node selector, and setting it as a whole is the same
    /// whether there was one or not.
    /// </summary>
    internal const string Patch = $$$"""[JSONPatch{op: "add", path: "/spec/template/spec/nodeSelector", value: {"{{{Label}}}": "{{{Wanted}}}"}}]""";

    private const string Namespace = "kube-system", DaemonSet = "kube-proxy";

    private const string Policy = "k8tre-no-kube-proxy";

    /// <summary>Removes it from the cluster of the inherited provider, which runs Cilium already.</summary>
    public KubeProxyRemoval(string name, ComponentResourceOptions? options = null)
        : base("k8tre:azure:KubeProxyRemoval", name, options)
    {
        var selector = new DaemonSetPatch(name, new DaemonSetPatchArgs
        {
            // The field is AKS's, should it ever set one.
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
                // A kube-proxy that comes back does no harm. AKS that cannot write its own DaemonSet might.
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
            // Whoever takes this away gets kube-proxy back only if the policy goes first.
        }, new() { Parent = this, DependsOn = { selector } });
        _ = new MutatingAdmissionPolicyBinding($"{name}-binding", new MutatingAdmissionPolicyBindingArgs
        {
            Metadata = Named(),
            Spec = new MutatingAdmissionPolicyBindingSpecArgs { PolicyName = policy.Metadata.Apply(metadata => metadata.Name) },
        }, new() { Parent = this });

        RegisterOutputs();
    }

    // AKS keeps webhooks out of its own namespaces unless they say so. What it does with policies it does not say.
    // https://learn.microsoft.com/azure/aks/faq
    private static ObjectMetaArgs Named() => new() { Name = Policy, Labels = { ["admissions.enforcer/disabled"] = "true" } };
}

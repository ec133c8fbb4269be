using Pulumi.Kubernetes.ApiExtensions;
using Pulumi.Kubernetes.Types.Inputs.Meta.V1;
using KubernetesCustomResource = Pulumi.Kubernetes.ApiExtensions.CustomResource;

namespace K8tre.Components.Network;

/// <summary>A Cilium network policy that only ever allows: selecting a pod does not deny it anything else.</summary>
/// <remarks>https://docs.cilium.io/en/v1.19/security/policy/intro/ (<c>enableDefaultDeny</c>)</remarks>
internal sealed class CiliumPolicy : KubernetesCustomResource
{
    private CiliumPolicy(string name, Body body, CustomResourceOptions options)
        : base(name, body, options)
    {
    }

    /// <summary>Allows egress to the pods that <paramref name="selector"/> names, in every namespace.</summary>
    /// <param name="name">Resource name, and the policy's.</param>
    /// <param name="reason">Why it exists: what stops working without it.</param>
    /// <param name="selector">Cilium endpoint selector. Empty: every pod.</param>
    /// <param name="egress">Cilium egress rules.</param>
    /// <param name="options">Resource options.</param>
    public static CiliumPolicy Clusterwide(
        string name, string reason, InputMap<object> selector, InputMap<object>[] egress, CustomResourceOptions options) =>
        new(name, new("CiliumClusterwideNetworkPolicy", Named(name, @namespace: null), reason, selector, egress), options);

    /// <summary>Like <see cref="Clusterwide"/>, for the pods of one namespace.</summary>
    public static CiliumPolicy In(
        Input<string> @namespace, string name, string reason, InputMap<object> selector, InputMap<object>[] egress, CustomResourceOptions options) =>
        new(name, new("CiliumNetworkPolicy", Named(name, @namespace), reason, selector, egress), options);

    /// <summary>The ports of a rule, each as <c>port/protocol</c>.</summary>
    public static InputMap<object> Ports(params string[] ports) => new()
    {
        ["ports"] = ports.Select(port => port.Split('/'))
            .Select(parts => new InputMap<object> { ["port"] = parts[0], ["protocol"] = parts[1] })
            .ToArray(),
    };

    private static ObjectMetaArgs Named(string name, Input<string>? @namespace)
    {
        var metadata = new ObjectMetaArgs { Name = name };
        if (@namespace is not null)
            metadata.Namespace = @namespace;
        return metadata;
    }

    private sealed class Body : CustomResourceArgs
    {
        public Body(string kind, ObjectMetaArgs metadata, string reason, InputMap<object> selector, InputMap<object>[] egress)
            : base("cilium.io/v2", kind)
        {
            Metadata = metadata;
            Spec = new InputMap<object>
            {
                ["description"] = reason,
                ["endpointSelector"] = selector,
                ["enableDefaultDeny"] = new InputMap<object> { ["egress"] = false, ["ingress"] = false },
                ["egress"] = egress,
            };
        }

        [Input("spec", required: true)]
        public InputMap<object> Spec { get; }
    }
}

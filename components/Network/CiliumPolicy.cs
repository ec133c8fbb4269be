using Pulumi.Kubernetes.ApiExtensions;
using Pulumi.Kubernetes.Types.Inputs.Meta.V1;
using KubernetesCustomResource = Pulumi.Kubernetes.ApiExtensions.CustomResource;

namespace K8tre.Components.Network;

/// <summary>Inputs of <see cref="CiliumPolicy"/>.</summary>
internal sealed record CiliumPolicyArgs
{
    /// <summary>Namespace of the pods. Default: all namespaces, by a clusterwide policy.</summary>
    public Input<string>? Namespace { get; init; }

    /// <summary>Description of the policy: the traffic that it allows or denies, and the consequence if the policy is missing.</summary>
    public required string Reason { get; init; }

    /// <summary>Cilium endpoint selector of the pods. An empty selector selects every pod.</summary>
    public required InputMap<object> Selector { get; init; }

    /// <summary>Directions in which selected pods lose all traffic that no policy allows. Default: none.</summary>
    public DefaultDeny DefaultDeny { get; init; } = DefaultDeny.None;

    /// <summary>Allowed outbound traffic. Default: none in addition to that of other policies.</summary>
    public IReadOnlyList<InputMap<object>> Egress { get; init; } = [];

    /// <summary>Allowed inbound traffic. Default: none in addition to that of other policies.</summary>
    public IReadOnlyList<InputMap<object>> Ingress { get; init; } = [];

    /// <summary>Denied outbound traffic. It overrides what any policy allows. Default: none.</summary>
    public IReadOnlyList<InputMap<object>> EgressDeny { get; init; } = [];

    /// <summary>Denied inbound traffic. It overrides what any policy allows. Default: none.</summary>
    public IReadOnlyList<InputMap<object>> IngressDeny { get; init; } = [];
}

/// <summary>Directions in which a policy denies all traffic that no policy allows.</summary>
[Flags]
internal enum DefaultDeny
{
    /// <summary>Neither direction: selected pods keep all other permissions.</summary>
    None = 0,

    /// <summary>Inbound traffic.</summary>
    Ingress = 1,

    /// <summary>Outbound traffic.</summary>
    Egress = 2,
}

/// <summary>Cilium network policy. It always states its default-deny, because Cilium derives another one from the rules.</summary>
/// <remarks>https://docs.cilium.io/en/v1.19/security/policy/intro/ (<c>enableDefaultDeny</c>)</remarks>
internal sealed class CiliumPolicy : KubernetesCustomResource
{
    /// <summary>Creates the policy in the cluster of the provider.</summary>
    /// <param name="name">Name of the resource and of the policy.</param>
    /// <param name="args">Inputs of the policy.</param>
    /// <param name="options">Options of the resource.</param>
    public CiliumPolicy(string name, CiliumPolicyArgs args, CustomResourceOptions? options = null)
        : base(name, new Body(name, args), options)
    {
    }

    private sealed class Body : CustomResourceArgs
    {
        public Body(string name, CiliumPolicyArgs args)
            : base("cilium.io/v2", args.Namespace is null ? "CiliumClusterwideNetworkPolicy" : "CiliumNetworkPolicy")
        {
            var metadata = new ObjectMetaArgs { Name = name };
            if (args.Namespace is not null)
                metadata.Namespace = args.Namespace;
            Metadata = metadata;
            Spec = new InputMap<object>
            {
                ["description"] = args.Reason,
                ["endpointSelector"] = args.Selector,
                ["enableDefaultDeny"] = new InputMap<object>
                {
                    ["egress"] = args.DefaultDeny.HasFlag(DefaultDeny.Egress),
                    ["ingress"] = args.DefaultDeny.HasFlag(DefaultDeny.Ingress),
                },
            };
            AddRules("egress", args.Egress);
            AddRules("ingress", args.Ingress);
            AddRules("egressDeny", args.EgressDeny);
            AddRules("ingressDeny", args.IngressDeny);
        }

        [Input("spec", required: true)]
        public InputMap<object> Spec { get; }

        // Cilium reads an empty list of rules as a default-deny.
        private void AddRules(string section, IReadOnlyList<InputMap<object>> rules)
        {
            if (rules.Count > 0)
                Spec.Add(section, rules.ToArray());
        }
    }
}

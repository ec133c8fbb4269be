using Pulumi.Kubernetes.ApiExtensions;
using Pulumi.Kubernetes.Types.Inputs.Meta.V1;
using KubernetesCustomResource = Pulumi.Kubernetes.ApiExtensions.CustomResource;

namespace K8tre.Components.Network;

/// <summary>Inputs of <see cref="CiliumPolicy"/>.</summary>
internal sealed record CiliumPolicyArgs
{
    /// <summary>Namespace of the pods. Default: all namespaces, by a clusterwide policy.</summary>
    public Input<string>? Namespace { get; init; }

    /// <summary>Description of the policy: the traffic that it allows, and the consequence if the policy is missing.</summary>
    public required string Reason { get; init; }

    /// <summary>Cilium endpoint selector of the pods. An empty selector selects every pod.</summary>
    public required InputMap<object> Selector { get; init; }

    /// <summary>Cilium egress rules.</summary>
    public required InputMap<object>[] Egress { get; init; }
}

/// <summary>Cilium network policy that allows egress and denies nothing: selected pods keep all other permissions.</summary>
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

    /// <summary>Returns the endpoint selector of pods with labels.</summary>
    public static InputMap<object> PodsWith(params (string Key, string Value)[] labels)
    {
        var map = new InputMap<object>();
        foreach (var (key, value) in labels)
            map.Add(key, value);
        return new() { ["matchLabels"] = map };
    }

    /// <summary>Returns an egress rule to entities of Cilium, such as <c>world</c>.</summary>
    /// <param name="entities">The entities.</param>
    /// <param name="ports">Ports as <c>port/protocol</c>.</param>
    public static InputMap<object> ToEntities(string[] entities, params string[] ports) =>
        new() { ["toEntities"] = entities, ["toPorts"] = new[] { Ports(ports) } };

    /// <summary>Returns the ports of a rule.</summary>
    /// <param name="ports">Ports as <c>port/protocol</c>.</param>
    public static InputMap<object> Ports(params string[] ports) => new()
    {
        ["ports"] = ports.Select(port => port.Split('/'))
            .Select(parts => new InputMap<object> { ["port"] = parts[0], ["protocol"] = parts[1] })
            .ToArray(),
    };

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
                ["enableDefaultDeny"] = new InputMap<object> { ["egress"] = false, ["ingress"] = false },
                ["egress"] = args.Egress,
            };
        }

        [Input("spec", required: true)]
        public InputMap<object> Spec { get; }
    }
}

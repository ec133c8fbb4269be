using K8tre.Components.Aws.Workloads;
using K8tre.Components.Clusters;
using Pulumi.Kubernetes.Core.V1;
using Pulumi.Kubernetes.Types.Inputs.Meta.V1;

namespace K8tre.Components.Aws.Ingress;

/// <summary>Inputs of <see cref="GatewayNamespace"/>.</summary>
public sealed record GatewayNamespaceArgs
{
    /// <summary>
    /// Resources that the controller of load balancers needs. They must exist until the namespace is deleted: its deletion waits for the
    /// controller to delete the load balancers.
    /// </summary>
    public required IReadOnlyList<Resource> DependsOn { get; init; }
}

/// <summary>
/// Namespace of K8TRE's gateway. It is created before Argo CD, even without a public ingress: Argo CD would create it otherwise, and Pulumi
/// does not create a namespace that exists already.
/// </summary>
/// <remarks>https://github.com/k8tre/k8tre/tree/d9ff2e1/agnostics/gateway/aws</remarks>
public sealed class GatewayNamespace : ComponentResource
{
    /// <summary>Name of the namespace.</summary>
    public const string NamespaceName = "gateway";

    /// <summary>Creates the namespace in the cluster of the inherited provider.</summary>
    public GatewayNamespace(string name, GatewayNamespaceArgs args, ComponentResourceOptions? options = null)
        : base("k8tre:aws:GatewayNamespace", name, options)
    {
        _ = new Namespace(name, new()
        {
            Metadata = new ObjectMetaArgs
            {
                Name = NamespaceName,
                // The gateway itself runs as a part of Cilium. The pod of its health probe has no security context: `restricted`
                // refuses it.
                Labels =
                {
                    ["pod-security.kubernetes.io/enforce"] = "baseline",
                    ["pod-security.kubernetes.io/enforce-version"] = "latest",
                },
            },
        }, new() { Parent = this, DependsOn = [.. args.DependsOn] });

        RegisterOutputs();
    }
}

/// <summary>Add-on that creates <see cref="GatewayNamespace"/> before Argo CD, after the network policies of workloads.</summary>
/// <param name="args">Inputs of the namespace.</param>
public sealed class GatewayNamespaceAddOn(GatewayNamespaceArgs args) : IClusterAddOn
{
    /// <inheritdoc/>
    public string Name => "gateway";

    /// <inheritdoc/>
    public AddOnPhase Phase => AddOnPhase.BeforeArgoCd;

    /// <inheritdoc/>
    public Resource Install(AddOnContext context) => new GatewayNamespace(
        context.Name, args with { DependsOn = [.. args.DependsOn, .. context.Installed.OfType<WorkloadPolicies>()] }, context.Options);
}

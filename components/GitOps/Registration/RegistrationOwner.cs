using Pulumi.Kubernetes.ApiExtensions;
using Pulumi.Kubernetes.Types.Inputs.Meta.V1;
using KubernetesCustomResource = Pulumi.Kubernetes.ApiExtensions.CustomResource;

namespace K8tre.Components.GitOps.Registration;

/// <summary>Inputs of <see cref="RegistrationOwner"/>.</summary>
public sealed record RegistrationOwnerArgs
{
    /// <summary>Argo CD's namespace.</summary>
    public required Input<string> Namespace { get; init; }

    /// <summary>The registered cluster.</summary>
    public required ClusterKey Cluster { get; init; }

    /// <summary>Stack of the cluster, <c>organization/project/stack</c>.</summary>
    public required string Stack { get; init; }

    /// <summary>Resources that must exist before the lease and until it is deleted. Default: none.</summary>
    public IReadOnlyList<Resource> DependsOn { get; init; } = [];
}

/// <summary>
/// Lease that owns the registration of another stack's cluster. The cluster of Argo CD deletes the registration when the lease is deleted,
/// and the lease is gone only after it.
/// </summary>
/// <remarks>
/// To delete an object, Pulumi lists and watches all objects of its kind in the namespace. A registrar must not do so with Secrets. Leases
/// hold nothing secret. The deletion needs no program on the operator's machine.
/// https://kubernetes.io/docs/concepts/architecture/garbage-collection/#foreground-deletion
/// </remarks>
public sealed class RegistrationOwner : ComponentResource
{
    private const string Version = "coordination.k8s.io/v1", Kind = "Lease";

    private readonly Lease _lease;

    /// <summary>Creates the lease in the cluster of the inherited provider.</summary>
    public RegistrationOwner(string name, RegistrationOwnerArgs args, ComponentResourceOptions? options = null)
        : base("k8tre:gitops:RegistrationOwner", name, options)
    {
        _lease = new(name, new(args), new() { Parent = this, DependsOn = [.. args.DependsOn] });

        RegisterOutputs();
    }

    /// <summary>Returns the reference that makes an object depend on the lease.</summary>
    internal OwnerReferenceArgs Reference() => new()
    {
        ApiVersion = Version,
        Kind = Kind,
        Name = _lease.Metadata.Apply(metadata => metadata.Name),
        Uid = _lease.Metadata.Apply(metadata => metadata.Uid),
        BlockOwnerDeletion = true,
    };

    private sealed class Lease(string name, LeaseArgs args, CustomResourceOptions options) : KubernetesCustomResource(name, args, options);

    private sealed class LeaseArgs : CustomResourceArgs
    {
        public LeaseArgs(RegistrationOwnerArgs args)
            : base(RegistrationOwner.Version, RegistrationOwner.Kind)
        {
            Metadata = new ObjectMetaArgs { Name = args.Cluster.ObjectName, Namespace = args.Namespace };
            Spec = new InputMap<object> { ["holderIdentity"] = args.Stack };
        }

        [Input("spec", required: true)]
        public InputMap<object> Spec { get; }
    }
}

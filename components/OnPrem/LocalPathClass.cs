using K8tre.Components.Clusters;
using Pulumi.Kubernetes.Storage.V1;
using Pulumi.Kubernetes.Types.Inputs.Meta.V1;

namespace K8tre.Components.OnPrem;

/// <summary>Inputs of <see cref="LocalPathClass"/>.</summary>
public sealed record LocalPathClassArgs
{
    /// <summary>K3s version that all servers run: <see cref="K3sCluster.Version"/>.</summary>
    public required Input<string> K3sVersion { get; init; }
}

/// <summary>Patch that stops K3s's storage class <c>local-path</c> from being the default class.</summary>
/// <remarks>
/// K8TRE brings its own default class (<c>rwx-default</c>). A claim without a class must not be placed on the disk of one node. The class
/// itself is kept, because the etcd of <c>kare-dns</c> asks for it by name.
/// K3s applies its manifest, with the annotation, some time after a server starts (https://github.com/k3s-io/k3s/issues/3441). The patch is
/// applied again with each version. After a restart, or if K3s applies its manifest after the patch, there are two default classes until
/// the next <c>pulumi up --refresh</c>. Kubernetes then uses the newer one, which is K8TRE's:
/// https://kubernetes.io/docs/concepts/storage/storage-classes/#default-storageclass
/// </remarks>
public sealed class LocalPathClass : ComponentResource
{
    /// <summary>Patches the class in the cluster of the inherited provider.</summary>
    public LocalPathClass(string name, LocalPathClassArgs args, ComponentResourceOptions? options = null)
        : base("k8tre:onprem:LocalPathClass", name, options)
    {
        _ = new StorageClassPatch(name, new()
        {
            Metadata = new ObjectMetaPatchArgs
            {
                Name = "local-path",
                Annotations =
                {
                    ["storageclass.kubernetes.io/is-default-class"] = "false",
                    // A new version changes the patch, so that it is applied again.
                    ["k8tre.io/k3s-version"] = args.K3sVersion,
                    // K3s owns the annotation. Without this, the API server refuses the patch because of a conflict.
                    ["pulumi.com/patchForce"] = "true",
                },
            },
        }, new() { Parent = this });

        RegisterOutputs();
    }
}

/// <summary>Add-on that installs <see cref="LocalPathClass"/>.</summary>
/// <param name="args">Inputs of the patch.</param>
public sealed class LocalPathAddOn(LocalPathClassArgs args) : IClusterAddOn
{
    /// <inheritdoc/>
    public string Name => "local-path";

    /// <inheritdoc/>
    public AddOnPhase Phase => AddOnPhase.AfterNetwork;

    /// <inheritdoc/>
    public Resource Install(AddOnContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        return new LocalPathClass(context.Name, args, context.Options);
    }
}

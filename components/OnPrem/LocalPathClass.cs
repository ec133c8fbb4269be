using Pulumi.Kubernetes.Storage.V1;
using Pulumi.Kubernetes.Types.Inputs.Meta.V1;

namespace K8tre.Components.OnPrem;

/// <summary>
/// Makes K3s's own storage class <c>local-path</c> no default any more, where K8TRE brings one (<c>rwx-default</c>): a claim without a class
/// must not end on the disk of one node. The class itself stays, since the etcd of <c>kare-dns</c> asks for it by name.
/// </summary>
/// <remarks>
/// K3s applies its manifest, and the annotation in it, some time after a server has started (https://github.com/k3s-io/k3s/issues/3441). The
/// patch is made again with each version. After a restart, or where K3s came later than the patch, two defaults stand until the next
/// <c>pulumi up --refresh</c>; of these Kubernetes takes the younger, which is K8TRE's:
/// https://kubernetes.io/docs/concepts/storage/storage-classes/#default-storageclass
/// </remarks>
public sealed class LocalPathClass : ComponentResource
{
    /// <summary>Patches the class in the cluster of the inherited provider.</summary>
    /// <param name="name">Name of the component.</param>
    /// <param name="k3sVersion">Version that all servers run, known once they do: <see cref="K3sCluster.Version"/>.</param>
    /// <param name="options">Options of the component.</param>
    public LocalPathClass(string name, Input<string> k3sVersion, ComponentResourceOptions? options = null)
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
                    // Another version is another patch.
                    ["k8tre.io/k3s-version"] = k3sVersion,
                    // K3s owns the annotation: without this the API server refuses the patch as a conflict.
                    ["pulumi.com/patchForce"] = "true",
                },
            },
        }, new() { Parent = this });

        RegisterOutputs();
    }
}

using KubernetesProvider = Pulumi.Kubernetes.Provider;
using KubernetesProviderArgs = Pulumi.Kubernetes.ProviderArgs;

namespace K8tre.Components.Clusters;

/// <summary>Providers of a cluster that exist once something else does: whatever is made with one waits for that, and goes before it.</summary>
public static class ClusterProvider
{
    /// <summary>A provider for what comes after <paramref name="ready"/> is known.</summary>
    public static KubernetesProvider After<T>(string name, ICluster cluster, Output<T> ready, Resource? parent = null)
    {
        ArgumentNullException.ThrowIfNull(cluster);
        return new(name, new KubernetesProviderArgs
        {
            KubeConfig = Output.Tuple(ready, cluster.KubeConfig).Apply(both => both.Item2),
            ClusterIdentifier = cluster.ClusterName,
            // Else the provider deletes a Secret or ConfigMap to change what it holds. A cluster's Secret must not vanish for a moment: Argo CD
            // would take down all that it installed there.
            EnableSecretMutable = true,
            EnableConfigMapMutable = true,
        }, new() { Parent = parent });
    }
}

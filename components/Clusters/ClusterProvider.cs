using KubernetesProvider = Pulumi.Kubernetes.Provider;
using KubernetesProviderArgs = Pulumi.Kubernetes.ProviderArgs;

namespace K8tre.Components.Clusters;

/// <summary>Inputs of <see cref="ClusterProvider"/>.</summary>
public sealed record ClusterProviderArgs
{
    /// <summary>The cluster.</summary>
    public required ICluster Cluster { get; init; }
}

/// <summary>Kubernetes provider of a cluster that is configured once the resources exist that it depends on.</summary>
/// <remarks>Resources that use the provider are created after those resources and deleted before them.</remarks>
public sealed class ClusterProvider : KubernetesProvider
{
    /// <summary>Creates the provider.</summary>
    public ClusterProvider(string name, ClusterProviderArgs args, CustomResourceOptions? options = null)
        : base(name, Configuration(args), options)
    {
    }

    private static KubernetesProviderArgs Configuration(ClusterProviderArgs args) => new()
    {
        KubeConfig = args.Cluster.KubeConfig,
        ClusterIdentifier = args.Cluster.ClusterName,
        // By default the provider replaces a Secret or ConfigMap to change its data. A cluster's Secret must not disappear for a moment:
        // Argo CD would delete everything that it installed in that cluster.
        EnableSecretMutable = true,
        EnableConfigMapMutable = true,
    };
}

using KubernetesProvider = Pulumi.Kubernetes.Provider;
using KubernetesProviderArgs = Pulumi.Kubernetes.ProviderArgs;

namespace K8tre.Components.Clusters;

/// <summary>
/// The network of a cluster that came without one: Gateway API, then Cilium, then the baseline policies. What runs on that network
/// takes <see cref="Kubernetes"/>, and so waits for it, and goes before it when the platform is taken down.
/// </summary>
public sealed class ClusterNetwork : ComponentResource
{
    /// <summary>Gives <paramref name="cluster"/> its network.</summary>
    public ClusterNetwork(string name, ICluster cluster, ComponentResourceOptions? options = null)
        : base("k8tre:clusters:ClusterNetwork", name, options)
    {
        var onCluster = new ComponentResourceOptions { Parent = this, Providers = { cluster.Kubernetes } };

        var gatewayApi = new GatewayApi($"{name}-gateway-api", onCluster);
        var cilium = new Cilium($"{name}-cilium", new()
        {
            ClusterName = cluster.ClusterName,
            ApiEndpoint = cluster.ApiEndpoint,
            PodCidr = cluster.PodCidr,
            PodCidrV6 = cluster.PodCidrV6,
            NodeCount = cluster.NodeCount,
            VendorValues = cluster.CiliumValues,
            HasGatewayApi = gatewayApi.IsInstalled,
        }, onCluster);
        var baseline = new BaselinePolicies($"{name}-baseline", cilium, onCluster);

        Kubernetes = new KubernetesProvider(name, new KubernetesProviderArgs
        {
            KubeConfig = Once(baseline, cluster.KubeConfig),
            ClusterIdentifier = cluster.ClusterName,
            // Else the provider deletes a Secret or ConfigMap to change what it holds. A cluster's Secret must not vanish for a moment: Argo CD
            // would take down all that it installed there.
            EnableSecretMutable = true,
            EnableConfigMapMutable = true,
        }, new() { Parent = this });

        RegisterOutputs();
    }

    /// <summary>Provider for what needs a working network, which is all that the platform runs.</summary>
    public KubernetesProvider Kubernetes { get; }

    private static Output<string> Once(BaselinePolicies baseline, Output<string> kubeConfig) =>
        Output.Tuple(Output.All(baseline.Policies.Select(policy => policy.Id)), kubeConfig).Apply(ready => ready.Item2);
}

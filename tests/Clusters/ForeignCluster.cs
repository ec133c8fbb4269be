using System.Net;
using K8tre.Components.Clusters;
using KubernetesProvider = Pulumi.Kubernetes.Provider;

namespace K8tre.Tests.Clusters;

/// <summary>Cluster without a vendor, with the values of a test.</summary>
internal sealed class ForeignCluster : ICluster
{
    public string ClusterName => "tre-prd";

    public TreEnvironment Environment => TreEnvironment.Prd;

    public Vendor Vendor => Vendor.Aws;

    public string Region => "eu-west-2";

    public int NodeCount => 3;

    public IPNetwork? PodCidr { get; init; }

    public ApiEndpoint ApiEndpoint { get; } = new("api.example.org", 443);

    public Output<string> ApiServerUrl { get; } = Output.Create("https://api.example.org:443");

    public Output<string> KubeConfig { get; } = Output.CreateSecret("kubeconfig");

    public KubernetesProvider Kubernetes { get; init; } = null!;

    public bool HasNodes { get; init; } = true;

    public StorageDrivers Storage { get; } = new("rwo.example.org", "rwx.example.org");

    public ArgoCredential ArgoCredential { get; init; } = new ArgoCredential.ServiceAccountToken();
}

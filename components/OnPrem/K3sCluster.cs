using System.Net;
using K8tre.Components.Clusters;
using KubernetesProvider = Pulumi.Kubernetes.Provider;
using KubernetesProviderArgs = Pulumi.Kubernetes.ProviderArgs;

namespace K8tre.Components.OnPrem;

/// <summary>Inputs of <see cref="K3sCluster"/>.</summary>
public sealed record K3sClusterArgs
{
    /// <summary>Name of the cluster, at most 63 characters.</summary>
    public required string ClusterName { get; init; }

    /// <summary>The stage it serves.</summary>
    public required TreEnvironment Environment { get; init; }

    /// <summary>The operator's name for the site.</summary>
    public required string Region { get; init; }

    /// <summary>Host of the server, which runs the workloads too.</summary>
    public required SshHost Server { get; init; }

    /// <summary>Range of the pods' addresses.</summary>
    public required IPNetwork PodCidr { get; init; }

    /// <summary>Range of the Services' addresses.</summary>
    public required IPNetwork ServiceCidr { get; init; }
}

/// <summary>A K3s cluster on a host that exists already: the host prepared, the server started.</summary>
public sealed class K3sCluster : ComponentResource, ICluster
{
    // K3s runs a proxy to its API servers on every node: https://docs.k3s.io/architecture
    private const int ApiProxyPort = 6444;

    /// <summary>Makes a cluster of one node.</summary>
    public K3sCluster(string name, K3sClusterArgs args, ComponentResourceOptions? options = null)
        : base("k8tre:onprem:K3sCluster", name, options)
    {
        var host = new PrepareHost($"{name}-{args.Server.Name}-prepare", args.Server, new() { Parent = this });
        var server = new K3sServer($"{name}-{args.Server.Name}", new()
        {
            Host = args.Server,
            Facts = host.Facts,
            PodCidr = args.PodCidr,
            ServiceCidr = args.ServiceCidr,
        }, new() { Parent = this });

        ClusterName = args.ClusterName;
        Environment = args.Environment;
        Region = args.Region;
        PodCidr = args.PodCidr;
        ApiServerUrl = Output.Create(new UriBuilder("https", args.Server.Address, K3sServer.ApiPort).Uri.GetLeftPart(UriPartial.Authority));
        KubeConfig = server.KubeConfig;
        Kubernetes = new KubernetesProvider(
            name, new KubernetesProviderArgs { KubeConfig = KubeConfig, ClusterIdentifier = ClusterName }, new() { Parent = this });

        RegisterOutputs();
    }

    /// <inheritdoc/>
    public string ClusterName { get; }

    /// <inheritdoc/>
    public TreEnvironment Environment { get; }

    /// <inheritdoc/>
    public Vendor Vendor => Vendor.K3s;

    /// <inheritdoc/>
    public string Region { get; }

    /// <inheritdoc/>
    public int NodeCount => 1;

    /// <inheritdoc/>
    public IPNetwork PodCidr { get; }

    /// <inheritdoc/>
    public ApiEndpoint ApiEndpoint { get; } = new("127.0.0.1", ApiProxyPort);

    /// <inheritdoc/>
    public Output<string> ApiServerUrl { get; }

    /// <inheritdoc/>
    [Output("kubeConfig")]
    public Output<string> KubeConfig { get; private set; }

    /// <inheritdoc/>
    public KubernetesProvider Kubernetes { get; }

    /// <summary>Longhorn, which K8TRE brings itself.</summary>
    public StorageDrivers Storage { get; } = new("driver.longhorn.io", "driver.longhorn.io");

    /// <inheritdoc/>
    public ArgoCredential ArgoCredential { get; } = new ArgoCredential.ServiceAccountToken();
}

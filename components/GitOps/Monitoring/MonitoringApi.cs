using K8tre.Components.Clusters;
using Pulumi.Kubernetes.Yaml.V2;
using ConfigFileArgs = Pulumi.Kubernetes.Types.Inputs.Yaml.V2.ConfigFileArgs;

namespace K8tre.Components.GitOps.Monitoring;

/// <summary>Inputs of <see cref="MonitoringApi"/>.</summary>
public sealed record MonitoringApiArgs
{
    /// <summary>The cluster.</summary>
    public required ICluster Cluster { get; init; }

    /// <summary>Path of a copy of the bundle. Default: the bundle is downloaded from the release.</summary>
    public string? File { get; init; }
}

/// <summary>
/// Custom resource definitions of the Prometheus operator. K8TRE's application <c>observability-metrics</c> needs them before its first
/// sync, and does not install them: its chart is rendered with <c>includeCRDs: false</c>.
/// </summary>
/// <remarks>https://github.com/k8tre/k8tre/blob/d9ff2e1/apps/observability-metrics/base/kustomization.yaml</remarks>
public sealed class MonitoringApi : ComponentResource
{
    /// <summary>URL of the release's bundle: the definitions without descriptions.</summary>
    public static Uri Bundle { get; } = new(Versions.PrometheusOperator.Location, "stripped-down-crds.yaml");

    /// <summary>Installs the definitions in the cluster.</summary>
    public MonitoringApi(string name, MonitoringApiArgs args, ComponentResourceOptions? options = null)
        : base("k8tre:gitops:MonitoringApi", name, options)
    {
        // A remote component gets the providers of its own options only, and no inherited ones.
        _ = new ConfigFile(
            $"{name}-definitions", new ConfigFileArgs { File = args.File ?? Bundle.AbsoluteUri },
            new() { Parent = this, Providers = { args.Cluster.Kubernetes } });

        RegisterOutputs();
    }

    /// <summary>Returns true if K8TRE installs monitoring in an environment.</summary>
    /// <param name="environment">The environment.</param>
    public static bool IsNeededIn(TreEnvironment environment) => environment == TreEnvironment.Prd;
}

using K8tre.Components.Clusters;
using Pulumi.Kubernetes.Yaml.V2;
using ConfigFileArgs = Pulumi.Kubernetes.Types.Inputs.Yaml.V2.ConfigFileArgs;

namespace K8tre.Components.Network;

/// <summary>Inputs of <see cref="GatewayApi"/>.</summary>
public sealed record GatewayApiArgs
{
    /// <summary>The cluster.</summary>
    public required ICluster Cluster { get; init; }

    /// <summary>Path of a copy of the bundle. Default: the bundle is downloaded from the release.</summary>
    public string? File { get; init; }

    /// <summary>Resources that must exist first. Default: none.</summary>
    public IReadOnlyList<Resource> DependsOn { get; init; } = [];
}

/// <summary>Custom resource definitions of the Gateway API, standard channel. They must exist before Cilium starts.</summary>
/// <remarks>Source: https://gateway-api.sigs.k8s.io/guides/getting-started/#install-standard-channel</remarks>
public sealed class GatewayApi : ComponentResource
{
    /// <summary>URL of the release's bundle.</summary>
    public static Uri Bundle { get; } = new(Versions.GatewayApi.Location, "standard-install.yaml");

    /// <summary>Installs the definitions in the cluster of the inherited provider.</summary>
    public GatewayApi(string name, GatewayApiArgs args, ComponentResourceOptions? options = null)
        : base("k8tre:network:GatewayApi", name, options)
    {
        // ConfigFile is a remote component. The SDK sends it the providers of its own options only, and no inherited ones: without them,
        // the provider would use whatever kubeconfig the operator has. https://github.com/pulumi/pulumi/issues/8796
        _ = new ConfigFile($"{name}-definitions", new ConfigFileArgs { File = args.File ?? Bundle.AbsoluteUri }, new()
        {
            Parent = this,
            Providers = { args.Cluster.Kubernetes },
            DependsOn = [.. args.DependsOn],
        });

        RegisterOutputs();
    }
}

using Pulumi.Kubernetes.Yaml.V2;
using ConfigFileArgs = Pulumi.Kubernetes.Types.Inputs.Yaml.V2.ConfigFileArgs;

namespace K8tre.Components.Network;

/// <summary>The Gateway API's custom resource definitions, standard channel. They must exist before Cilium starts.</summary>
/// <remarks>Source: https://gateway-api.sigs.k8s.io/guides/getting-started/#install-standard-channel</remarks>
public sealed class GatewayApi : ComponentResource
{
    /// <summary>The release's bundle.</summary>
    public static Uri Bundle { get; } = new(Versions.GatewayApi.Location, "standard-install.yaml");

    /// <summary>Applies the bundle to the cluster of the inherited provider.</summary>
    /// <param name="name">Name of the component.</param>
    /// <param name="file">Path of a copy of the bundle. Default: it is read from the release's own page.</param>
    /// <param name="options">Options of the component.</param>
    public GatewayApi(string name, string? file = null, ComponentResourceOptions? options = null)
        : base("k8tre:network:GatewayApi", name, options)
    {
        var bundle = new ConfigFile(
            $"{name}-crds",
            new ConfigFileArgs { File = file ?? Bundle.AbsoluteUri },
            new() { Parent = this });

        IsInstalled = Output.Tuple(bundle.Urn, bundle.Resources).Apply(_ => true);

        RegisterOutputs();
    }

    /// <summary>True, once the definitions are there.</summary>
    [Output("isInstalled")]
    public Output<bool> IsInstalled { get; private set; }
}

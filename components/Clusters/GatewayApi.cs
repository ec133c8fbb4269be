using Pulumi.Kubernetes.Yaml.V2;
using ConfigFileArgs = Pulumi.Kubernetes.Types.Inputs.Yaml.V2.ConfigFileArgs;

namespace K8tre.Components.Clusters;

/// <summary>The Gateway API's custom resource definitions, standard channel. They must exist before Cilium starts.</summary>
/// <remarks>Source: https://gateway-api.sigs.k8s.io/guides/getting-started/#install-standard-channel</remarks>
public sealed class GatewayApi : ComponentResource
{
    /// <summary>Applies the release's bundle to the cluster of the inherited provider.</summary>
    public GatewayApi(string name, ComponentResourceOptions? options = null)
        : base("k8tre:clusters:GatewayApi", name, options)
    {
        var bundle = new ConfigFile(
            name,
            new ConfigFileArgs { File = new Uri(Versions.GatewayApi.Location, "standard-install.yaml").AbsoluteUri },
            new() { Parent = this });

        IsInstalled = Output.Tuple(bundle.Urn, bundle.Resources).Apply(_ => true);

        RegisterOutputs();
    }

    /// <summary>True, once the definitions are there.</summary>
    [Output("isInstalled")]
    public Output<bool> IsInstalled { get; private set; }
}

using K8tre.Components.Clusters;
using Pulumi.Kubernetes.Core.V1;
using Pulumi.Kubernetes.Types.Inputs.Core.V1;
using Pulumi.Kubernetes.Types.Inputs.Meta.V1;

namespace K8tre.Components.GitOps.Sources;

/// <summary>Store of the source secrets in the cluster itself, in a namespace of their own.</summary>
/// <remarks>https://github.com/k8tre/k8tre/tree/d9ff2e1/agnostics/secret-store/kubernetes</remarks>
public sealed class KubernetesSecretStore : ISecretStore
{
    /// <inheritdoc/>
    public string Label => "kubernetes";

    /// <inheritdoc/>
    public IReadOnlyList<Resource> Write(string name, IReadOnlyDictionary<string, InputMap<string>> secrets, CustomResourceOptions options)
    {
        // No pods run in this namespace. The strictest standard applies to any that are created.
        var home = new Namespace(name, new()
        {
            Metadata = new ObjectMetaArgs
            {
                Name = "secret-store",
                Labels =
                {
                    ["pod-security.kubernetes.io/enforce"] = "restricted",
                    ["pod-security.kubernetes.io/enforce-version"] = "latest",
                },
            },
        }, options);
        return
        [
            .. secrets.Select(secret => new Secret($"{name}-{secret.Key}", new SecretArgs
            {
                Metadata = new ObjectMetaArgs { Name = secret.Key, Namespace = home.Metadata.Apply(metadata => metadata.Name) },
                StringData = secret.Value,
            }, options)),
        ];
    }
}

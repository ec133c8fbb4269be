using Pulumi.Kubernetes.Core.V1;
using Pulumi.Kubernetes.Types.Inputs.Core.V1;
using Pulumi.Kubernetes.Types.Inputs.Meta.V1;

namespace K8tre.Components.GitOps;

/// <summary>
/// The namespace <c>secret-store</c> and the 15 Secrets in it that K8TRE's ExternalSecrets copy from. Passwords, tokens and keys are
/// generated here and are nowhere but in the state, encrypted, and in the cluster.
/// </summary>
/// <remarks>Store: https://github.com/k8tre/k8tre/tree/main/agnostics/secret-store/kubernetes</remarks>
public sealed class SourceSecrets : ComponentResource
{
    /// <summary>Generates the values and writes the Secrets to the cluster of the inherited provider.</summary>
    public SourceSecrets(string name, ComponentResourceOptions? options = null)
        : base("k8tre:gitops:SourceSecrets", name, options)
    {
        var inside = new CustomResourceOptions { Parent = this };
        var home = new Namespace(name, new() { Metadata = new ObjectMetaArgs { Name = "secret-store" } }, inside);

        var secrets = SourceSecret.All.Select(source => new Secret($"{name}-{source.Name}", new SecretArgs
        {
            Metadata = new ObjectMetaArgs { Name = source.Name, Namespace = home.Metadata.Apply(metadata => metadata.Name) },
            StringData = Values(name, source, inside),
        }, inside)).ToArray();

        Store = Output.All(secrets.Select(secret => secret.Id)).Apply(_ => "kubernetes");

        RegisterOutputs();
    }

    /// <summary>The store's name in the label <see cref="ClusterLabels.SecretStore"/>. Known once all secrets are there.</summary>
    [Output("store")]
    public Output<string> Store { get; private set; }

    // The whole map is secret, user names too: what a key is worth to an attacker is not for a table to decide.
    private static InputMap<string> Values(string name, SourceSecret source, CustomResourceOptions options)
    {
        var values = new InputMap<string>();
        foreach (var (key, value) in source.Keys)
            values.Add(key, Output.CreateSecret(value.Under($"{name}-{source.Name}-{key}", options).ToOutput()));
        return values;
    }
}

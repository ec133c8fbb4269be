using System.Text;
using Pulumi.Kubernetes.Core.V1;
using Pulumi.Kubernetes.Types.Inputs.Core.V1;
using Pulumi.Kubernetes.Types.Inputs.Meta.V1;

namespace K8tre.Components.Clusters;

/// <summary>Inputs of <see cref="ServiceAccountToken"/>.</summary>
public sealed record ServiceAccountTokenArgs
{
    /// <summary>Namespace of the account.</summary>
    public required Input<string> Namespace { get; init; }

    /// <summary>Name of the account.</summary>
    public required string Account { get; init; }

    /// <summary>
    /// Generation of the token, a DNS label. Another one makes a new token, hands it to whoever takes <see cref="ServiceAccountToken.Token"/>,
    /// and then deletes the old one, which ends it.
    /// </summary>
    public required string Generation { get; init; }

    /// <summary>Resources that must exist first, such as the namespace. Default: none.</summary>
    public IReadOnlyList<Resource> DependsOn { get; init; } = [];
}

/// <summary>A ServiceAccount and a token of it that lives as long as its generation.</summary>
/// <remarks>https://kubernetes.io/docs/concepts/configuration/secret/#serviceaccount-token-secrets</remarks>
public sealed class ServiceAccountToken : ComponentResource
{
    /// <summary>Makes both on the cluster of the inherited provider.</summary>
    public ServiceAccountToken(string name, ServiceAccountTokenArgs args, ComponentResourceOptions? options = null)
        : base("k8tre:clusters:ServiceAccountToken", name, options)
    {
        var inside = new CustomResourceOptions { Parent = this, DependsOn = [.. args.DependsOn] };
        var account = new ServiceAccount(name, new ServiceAccountArgs
        {
            Metadata = new ObjectMetaArgs { Name = args.Account, Namespace = args.Namespace },
            // Nothing runs under it: no pod shall find the token in its files.
            AutomountServiceAccountToken = false,
        }, inside);
        Account = account.Metadata.Apply(metadata => metadata.Name);

        // The generation is in the name, and a new name is a new object, made before the old one is deleted.
        var secret = new Secret($"{name}-token", new SecretArgs
        {
            Metadata = new ObjectMetaArgs
            {
                Name = $"{args.Account}-{args.Generation}",
                Namespace = args.Namespace,
                Annotations = { ["kubernetes.io/service-account.name"] = Account },
            },
            Type = "kubernetes.io/service-account-token",
        }, inside);
        // The cluster fills the Secret in; the provider waits for it.
        Token = Output.CreateSecret(secret.Data.Apply(data => Encoding.UTF8.GetString(Convert.FromBase64String(data["token"]))));
        CaData = secret.Data.Apply(data => data["ca.crt"]);

        RegisterOutputs();
    }

    /// <summary>Name of the account. Known once it is there.</summary>
    [Output("account")]
    public Output<string> Account { get; private set; }

    /// <summary>Certificates that the API server's is signed by, PEM in base64.</summary>
    [Output("caData")]
    public Output<string> CaData { get; private set; }

    /// <summary>The token. Secret.</summary>
    [Output("token")]
    public Output<string> Token { get; private set; }
}

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
    /// Generation of the token, a DNS label. A new generation creates a new token, passes it to the users of
    /// <see cref="ServiceAccountToken.Token"/>, and then deletes the old token, which revokes it.
    /// </summary>
    public required string Generation { get; init; }

    /// <summary>Resources that must exist first, such as the namespace. Default: none.</summary>
    public IReadOnlyList<Resource> DependsOn { get; init; } = [];
}

/// <summary>ServiceAccount with a token that is valid for one generation.</summary>
/// <remarks>https://kubernetes.io/docs/concepts/configuration/secret/#serviceaccount-token-secrets</remarks>
public sealed class ServiceAccountToken : ComponentResource
{
    /// <summary>Creates the account and the token in the cluster of the inherited provider.</summary>
    public ServiceAccountToken(string name, ServiceAccountTokenArgs args, ComponentResourceOptions? options = null)
        : base("k8tre:clusters:ServiceAccountToken", name, options)
    {
        var inside = new CustomResourceOptions { Parent = this, DependsOn = [.. args.DependsOn] };
        var account = new ServiceAccount(name, new ServiceAccountArgs
        {
            Metadata = new ObjectMetaArgs { Name = args.Account, Namespace = args.Namespace },
            // No pod runs under this account, so no pod needs its token.
            AutomountServiceAccountToken = false,
        }, inside);
        Account = account.Metadata.Apply(metadata => metadata.Name);

        // The name contains the generation: a new generation is a new object, created before the old one is deleted.
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
        // The cluster adds the data to the Secret. The provider waits for it.
        var filled = secret.Data.Apply(data => Filled(data, args.Account));
        Token = Output.CreateSecret(filled.Apply(data => Encoding.UTF8.GetString(Convert.FromBase64String(data["token"]))));
        CaData = filled.Apply(data => data["ca.crt"]);

        RegisterOutputs();
    }

    /// <summary>Name of the account.</summary>
    [Output("account")]
    public Output<string> Account { get; private set; }

    /// <summary>Certificates of the authority that signed the API server's certificate, PEM in base64.</summary>
    [Output("caData")]
    public Output<string> CaData { get; private set; }

    /// <summary>Token of the account. Secret.</summary>
    [Output("token")]
    public Output<string> Token { get; private set; }

    private static IReadOnlyDictionary<string, string> Filled(IReadOnlyDictionary<string, string>? data, string account)
        => data?.ContainsKey("token") is true && data.ContainsKey("ca.crt")
            ? data
            : throw new RunException(
                $"the token Secret of the ServiceAccount {account} has no token or no ca.crt: the cluster has not filled it; "
                + "check the cluster's controller manager, and run `pulumi up` again");
}
